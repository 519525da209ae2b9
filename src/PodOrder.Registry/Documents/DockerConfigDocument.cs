using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>The content of a <c>.dockerconfigjson</c>.</summary>
internal sealed record DockerConfigDocument(
    [property: JsonPropertyName("auths")] Dictionary<string, AuthDocument>? Auths);
