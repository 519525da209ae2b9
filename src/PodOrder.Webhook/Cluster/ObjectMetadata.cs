using System.Text.Json;

namespace PodOrder.Webhook.Cluster;

/// <summary>The part of an object's metadata that following it takes.</summary>
/// <param name="Key">Which object it is.</param>
/// <param name="ResourceVersion">Which version of it, or of its collection.</param>
internal readonly record struct ObjectMetadata(ResourceKey Key, string ResourceVersion)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">There is no resourceVersion.</exception>
    public static ObjectMetadata Of(JsonElement thing)
    {
        var metadata = thing.ValueKind == JsonValueKind.Object && thing.TryGetProperty("metadata", out var found) ? found : default;
        var version = Text(metadata, "resourceVersion");
        return version.Length > 0
            ? new ObjectMetadata(new ResourceKey(Text(metadata, "namespace"), Text(metadata, "name")), version)
            : throw new JsonException("an object without metadata.resourceVersion came");
    }

    /// <summary>A member of the metadata, or the empty string.</summary>
    public static string Text(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
