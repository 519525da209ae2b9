using System.Text.Json.Nodes;

namespace PodOrder.Conformance.Manifests;

/// <summary>What would run otherwise than under kubelet is refused, so that no test passes for the wrong reason.</summary>
public static class Unsupported
{
    private static readonly string[] PodFields = ["hostNetwork", "hostPID", "shareProcessNamespace", "ephemeralContainers", "resourceClaims"];
    private static readonly string[] ContainerFields = ["envFrom", "volumeDevices"];
    private static readonly string[] ProbeNames = ["startupProbe", "readinessProbe", "livenessProbe"];

    /// <summary>Throws with a sentence that names the field.</summary>
    public static void Refuse(JsonNode pod)
    {
        if (pod["spec"] is not JsonObject spec)
            throw new ArgumentException("The Pod has no spec.", nameof(pod));
        Refuse(PodFields.FirstOrDefault(field => spec.ContainsKey(field)), "spec");
        foreach (var volume in Items(spec, "volumes"))
            if (volume["emptyDir"] is null)
                throw new NotSupportedException($"The runner knows emptyDir volumes only, not {volume.ToJsonString()}.");
        foreach (var container in Items(spec, "initContainers").Concat(Items(spec, "containers")))
            RefuseContainer(container);
    }

    private static void RefuseContainer(JsonObject container)
    {
        var where = $"container {container["name"]}";
        Refuse(ContainerFields.FirstOrDefault(field => container.ContainsKey(field)), where);
        foreach (var variable in Items(container, "env"))
            if (variable["valueFrom"] is JsonObject source && !source.ContainsKey("fieldRef"))
                throw new NotSupportedException($"The runner knows valueFrom.fieldRef only, not {source.ToJsonString()} in {where}.");
        foreach (var probe in ProbeNames.Select(name => container[name]).OfType<JsonObject>())
            Refuse(probe.ContainsKey("grpc") ? "grpc" : (string?)probe["httpGet"]?["scheme"] is "HTTPS" ? "scheme: HTTPS" : null, where);
    }

    private static void Refuse(string? field, string where)
    {
        if (field is not null)
            throw new NotSupportedException($"The runner does not know {field} ({where}).");
    }

    private static IEnumerable<JsonObject> Items(JsonObject parent, string name) =>
        (parent[name] as JsonArray)?.OfType<JsonObject>() ?? [];
}
