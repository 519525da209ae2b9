using System.Net;
using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>The environment that kubelet gives a container (kubelet: makeEnvironmentVariables), without services' variables.</summary>
internal static class ContainerEnvironment
{
    /// <summary>The declared variables, expanded in their order, so that a later one may use an earlier one.</summary>
    public static Dictionary<string, string> Declared(PodManifest pod, Container container, IPAddress address)
    {
        var values = new Dictionary<string, string>();
        foreach (var variable in container.Env)
            values[variable.Name] = variable.ValueFrom?.FieldRef is { } field
                ? Field(pod, field.FieldPath, address)
                : Expansion.Expand(variable.Value ?? "", values.GetValueOrDefault);
        return values;
    }

    private static string Field(PodManifest pod, string path, IPAddress address) => path switch
    {
        "metadata.name" => pod.Metadata.Name,
        "metadata.namespace" => pod.Metadata.Namespace,
        "metadata.uid" => "00000000-0000-0000-0000-000000000000",
        "status.podIP" or "status.podIPs" => address.ToString(),
        "status.hostIP" or "status.hostIPs" => IPAddress.Loopback.ToString(),
        "spec.nodeName" => "node",
        "spec.serviceAccountName" => "default",
        _ when Key(path, "metadata.labels") is { } label => pod.Metadata.Labels.GetValueOrDefault(label, ""),
        _ when Key(path, "metadata.annotations") is { } annotation => pod.Metadata.Annotations.GetValueOrDefault(annotation, ""),
        _ => throw new NotSupportedException($"The runner does not know fieldPath {path}."),
    };

    private static string? Key(string path, string map) =>
        path.StartsWith($"{map}['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(map.Length + 2)..^2] : null;
}
