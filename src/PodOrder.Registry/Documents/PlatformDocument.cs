using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>What an entry of an index is for.</summary>
internal sealed record PlatformDocument(
    [property: JsonPropertyName("os")] string? Os,
    [property: JsonPropertyName("architecture")] string? Architecture);
