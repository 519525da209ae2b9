using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>A manifest or an index (OCI image-spec, manifest.md and image-index.md).</summary>
internal sealed record ManifestDocument(
    [property: JsonPropertyName("mediaType")] string? MediaType,
    [property: JsonPropertyName("config")] DescriptorDocument? Config,
    [property: JsonPropertyName("manifests")] IReadOnlyList<DescriptorDocument>? Manifests);
