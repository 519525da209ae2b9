using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>An image's configuration (OCI image-spec, config.md).</summary>
internal sealed record ConfigDocument(
    [property: JsonPropertyName("os")] string? Os,
    [property: JsonPropertyName("config")] ExecutionDocument? Config);
