using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>Names content (OCI image-spec, descriptor.md).</summary>
internal sealed record DescriptorDocument(
    [property: JsonPropertyName("mediaType")] string? MediaType,
    [property: JsonPropertyName("digest")] string? Digest,
    [property: JsonPropertyName("platform")] PlatformDocument? Platform);
