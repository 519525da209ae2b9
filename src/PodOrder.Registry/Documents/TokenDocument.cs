using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>The answer of a token service (distribution, spec/auth/token): either name may be used.</summary>
internal sealed record TokenDocument(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn);
