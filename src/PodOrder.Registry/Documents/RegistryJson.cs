using System.Text.Json.Serialization;

namespace PodOrder.Registry.Documents;

/// <summary>
/// Reads what registries and Secrets hold, and nothing of it that is not used. Go, which runs the images, matches
/// names whatever their case, and of two the last: here two are refused, so that both sides read the same.
/// </summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, AllowDuplicateProperties = false, MaxDepth = 32)]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(TokenDocument))]
[JsonSerializable(typeof(DockerConfigDocument))]
[JsonSerializable(typeof(Dictionary<string, AuthDocument>))]
internal sealed partial class RegistryJson : JsonSerializerContext;
