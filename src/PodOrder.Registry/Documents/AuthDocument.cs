using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>One entry of a docker configuration.</summary>
internal sealed record AuthDocument(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("auth")] string? Auth)
{
    public override string ToString() => "(credential)";
}
