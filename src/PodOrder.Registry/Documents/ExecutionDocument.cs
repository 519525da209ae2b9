using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>What an image runs.</summary>
internal sealed record ExecutionDocument(
    [property: JsonPropertyName("Entrypoint")] IReadOnlyList<string>? Entrypoint,
    [property: JsonPropertyName("Cmd")] IReadOnlyList<string>? Cmd);
