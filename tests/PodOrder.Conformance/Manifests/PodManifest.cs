using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodOrder.Conformance.Manifests;

/// <summary>A Pod as the runner reads it: the fields it honours; all others are not read (README.md lists them).</summary>
public sealed record PodManifest
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Name, labels and annotations.</summary>
    public ObjectMetadata Metadata { get; init; } = new();

    /// <summary>What to run.</summary>
    public PodSpec Spec { get; init; } = new();

    /// <summary>Reads a Pod and refuses what the runner would silently do otherwise than kubelet.</summary>
    public static PodManifest Read(JsonNode pod)
    {
        var manifest = pod.Deserialize<PodManifest>(Camel) ?? throw new ArgumentException("A Pod manifest is an object.", nameof(pod));
        Unsupported.Refuse(pod);
        return manifest;
    }
}
