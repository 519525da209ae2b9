using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>A container of a Pod as its author wrote it: the manifest's JSON, with what an earlier injection replaced put back.</summary>
/// <param name="json">The container as it stands in the Pod.</param>
/// <param name="index">Its place in its list.</param>
/// <param name="isInit">Whether the list is <c>initContainers</c>.</param>
/// <param name="podRestartPolicy">The Pod's restartPolicy.</param>
/// <param name="restored">Fields an earlier injection replaced, by name (<c>lifecycle/postStart</c> for a nested one); undefined = absent.</param>
internal sealed class ContainerView(
    JsonElement json, int index, bool isInit, RestartPolicy podRestartPolicy, IReadOnlyDictionary<string, JsonElement> restored)
{
    public const string Command = "command", Args = "args", PostStart = "lifecycle/postStart", VolumeMounts = "volumeMounts";

    // Looking a member up walks the whole container: each is looked up once.
    private readonly Dictionary<string, JsonElement> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Probe?> _probes = new(StringComparer.Ordinal);

    public JsonElement Json => json;
    public int Index => index;
    public bool IsInit => isInit;
    public IReadOnlyDictionary<string, JsonElement> Restored => restored;
    public string Name { get; } = json.Member("name").Text() ?? "";

    /// <summary>A field as the author wrote it.</summary>
    public JsonElement this[string field] => restored.TryGetValue(field, out var value) ? value : Current(field);

    /// <summary>Whether the manifest says what it runs.</summary>
    public bool HasCommand => this[Command] is { ValueKind: JsonValueKind.Array } command && command.GetArrayLength() > 0;

    /// <summary>A field as it stands in the Pod.</summary>
    public JsonElement Current(string field)
    {
        if (_current.TryGetValue(field, out var value)) return value;
        return _current[field] = field == PostStart ? Current("lifecycle").Member("postStart") : json.Member(field);
    }

    /// <summary>The probe of that field as the author wrote it, or null where there is none that does anything.</summary>
    public Probe? ProbeOf(string field)
    {
        if (_probes.TryGetValue(field, out var probe)) return probe;
        return _probes[field] = Probe.Read(this, field);
    }

    /// <summary>Its own restartPolicy, else the Pod's.</summary>
    public RestartPolicy DeclaredRestartPolicy { get; } = json.Member("restartPolicy").Text() switch
    {
        "Always" => RestartPolicy.Always,
        "OnFailure" => RestartPolicy.OnFailure,
        "Never" => RestartPolicy.Never,
        _ => podRestartPolicy,
    };

    /// <summary>When it may run again: its restartPolicy, and what its restartPolicyRules (Kubernetes 1.34, KEP-5307) allow beyond.</summary>
    public RestartPolicy RestartPolicy
    {
        get
        {
            var rules = json.Member("restartPolicyRules").Items();
            if (rules.Any(RestartsOnSuccess)) return RestartPolicy.Always;
            return rules.Count > 0 && DeclaredRestartPolicy == RestartPolicy.Never ? RestartPolicy.OnFailure : DeclaredRestartPolicy;
        }
    }

    /// <summary>An init container that goes on running beside the others (KEP-753).</summary>
    public bool IsSidecar => isInit && json.Member("restartPolicy").Text() == "Always";

    private static bool RestartsOnSuccess(JsonElement rule)
    {
        var exitCodes = rule.Member("exitCodes");
        return exitCodes.Member("values").Items().Any(code => code.Int() == 0) == (exitCodes.Member("operator").Text() == "In");
    }

    public Probe? ReadinessProbe => ProbeOf(Probe.Readiness);
    public Probe? StartupProbe => ProbeOf(Probe.Startup);
    public Probe? LivenessProbe => ProbeOf(Probe.Liveness);
}
