using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>A container of a Pod as its author wrote it: the manifest's JSON, with what an earlier injection replaced put back.</summary>
internal sealed class ContainerView
{
    public const string Command = "command", Args = "args", Lifecycle = "lifecycle", PostStart = "lifecycle/postStart", VolumeMounts = "volumeMounts";

    private readonly ContainerMembers _members;

    /// <param name="json">The container as it stands in the Pod.</param>
    /// <param name="index">Its place in its list.</param>
    /// <param name="isInit">Whether the list is <c>initContainers</c>.</param>
    /// <param name="podRestartPolicy">The Pod's restartPolicy.</param>
    /// <param name="restored">By container, the fields that an earlier injection replaced, by name (<c>lifecycle/postStart</c> for a nested one); undefined = absent.</param>
    public ContainerView(
        JsonElement json, int index, bool isInit, RestartPolicy podRestartPolicy, IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonElement>>? restored)
    {
        (Json, Index, IsInit) = (json, index, isInit);
        _members = ContainerMembers.Read(json);
        Name = _members.Name.Text() ?? "";
        Restored = restored?.GetValueOrDefault(Name) ?? Nothing;
        DeclaredRestartPolicy = RestartPolicies.Read(_members.RestartPolicy) ?? podRestartPolicy;
        RestartPolicy = RestartPolicies.WithRules(DeclaredRestartPolicy, _members.RestartPolicyRules);
        IsSidecar = isInit && _members.RestartPolicy.Is("Always"u8);
        StartupProbe = Probe.Read(this, Probe.Startup);
        ReadinessProbe = Probe.Read(this, Probe.Readiness);
        LivenessProbe = Probe.Read(this, Probe.Liveness);
    }

    private static IReadOnlyDictionary<string, JsonElement> Nothing { get; } = new Dictionary<string, JsonElement>();

    public JsonElement Json { get; }
    public int Index { get; }
    public bool IsInit { get; }
    public string Name { get; }

    /// <summary>Fields that an earlier injection replaced.</summary>
    public IReadOnlyDictionary<string, JsonElement> Restored { get; }

    /// <summary>Its own restartPolicy, else the Pod's.</summary>
    public RestartPolicy DeclaredRestartPolicy { get; }

    /// <summary>When it may run again: its restartPolicy, and what its restartPolicyRules allow beyond.</summary>
    public RestartPolicy RestartPolicy { get; }

    /// <summary>An init container that goes on running beside the others (KEP-753).</summary>
    public bool IsSidecar { get; }

    public Probe? StartupProbe { get; }
    public Probe? ReadinessProbe { get; }
    public Probe? LivenessProbe { get; }

    /// <summary>A field as the author wrote it.</summary>
    public JsonElement this[string field] => Restored.Count > 0 && Restored.TryGetValue(field, out var value) ? value : Current(field);

    /// <summary>Whether the manifest says what it runs.</summary>
    public bool HasCommand => this[Command].Count() > 0;

    /// <summary>Whether any of its probes asks the network.</summary>
    public bool HasNetworkProbe =>
        StartupProbe is { Kind: not ProbeKind.Exec } || ReadinessProbe is { Kind: not ProbeKind.Exec } || LivenessProbe is { Kind: not ProbeKind.Exec };

    /// <summary>A field as it stands in the Pod.</summary>
    public JsonElement Current(string field) => field switch
    {
        Command => _members.Command,
        Args => _members.Args,
        VolumeMounts => _members.VolumeMounts,
        Lifecycle => _members.Lifecycle,
        PostStart => _members.Lifecycle.Member("postStart"u8),
        Probe.Startup => _members.StartupProbe,
        Probe.Readiness => _members.ReadinessProbe,
        Probe.Liveness => _members.LivenessProbe,
        _ => Json.Member(field),
    };

    /// <summary>The probe of that field as the author wrote it, or null where there is none that does anything.</summary>
    public Probe? ProbeOf(string field) => field switch
    {
        Probe.Startup => StartupProbe,
        Probe.Readiness => ReadinessProbe,
        _ => LivenessProbe,
    };
}
