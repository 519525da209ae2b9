using System.Text.Json;

namespace PodOrder.Tests.Injection;

/// <summary>The checks of the Pod Security "restricted" profile that an injection could break (k8s.io/pod-security-admission policy/check_*).</summary>
internal static class RestrictedProfile
{
    private static readonly string[] VolumeKinds = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    /// <summary>What the profile would refuse, one line each.</summary>
    public static IReadOnlyList<string> Violations(JsonElement pod)
    {
        var spec = pod.GetProperty("spec");
        var context = Member(spec, "securityContext");
        var volumes = Items(spec, "volumes").Where(v => v.EnumerateObject().Any(m => m.Name != "name" && !VolumeKinds.Contains(m.Name))).Select(_ => "volume type");
        var containers = Items(spec, "initContainers").Concat(Items(spec, "containers")).SelectMany(container => Of(container, context));
        return [.. volumes, .. containers];
    }

    private static IEnumerable<string> Of(JsonElement container, JsonElement podContext)
    {
        var name = container.GetProperty("name").GetString();
        var own = Member(container, "securityContext");
        if (Member(own, "privileged").ValueKind == JsonValueKind.True) yield return $"{name}: privileged";
        if (Member(own, "allowPrivilegeEscalation").ValueKind != JsonValueKind.False) yield return $"{name}: allowPrivilegeEscalation";
        if (Either(own, podContext, "runAsNonRoot").ValueKind != JsonValueKind.True) yield return $"{name}: runAsNonRoot";
        if (Either(own, podContext, "runAsUser") is { ValueKind: JsonValueKind.Number } user && user.GetInt64() == 0) yield return $"{name}: runAsUser 0";
        if (Member(Either(own, podContext, "seccompProfile"), "type") is not { ValueKind: JsonValueKind.String } profile || profile.GetString() == "Unconfined") yield return $"{name}: seccompProfile";
        var capabilities = Member(own, "capabilities");
        if (!Items(capabilities, "drop").Any(c => c.GetString() == "ALL")) yield return $"{name}: capabilities not dropped";
        if (Items(capabilities, "add").Any(c => c.GetString() != "NET_BIND_SERVICE")) yield return $"{name}: capabilities added";
        foreach (var handler in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (Member(Member(Member(container, handler), "httpGet"), "host").ValueKind == JsonValueKind.String) yield return $"{name}: {handler} names a host";
        }
    }

    private static JsonElement Either(JsonElement own, JsonElement pod, string member) =>
        Member(own, member) is { ValueKind: not JsonValueKind.Undefined } value ? value : Member(pod, member);

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];
}
