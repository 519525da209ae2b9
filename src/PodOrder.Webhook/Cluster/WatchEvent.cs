using System.Text.Json;

namespace PodOrder.Webhook.Cluster;

/// <summary>One line of a watch.</summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c>, <c>BOOKMARK</c> or <c>ERROR</c>.</param>
/// <param name="Object">The object as it is now; of a bookmark nothing but the resourceVersion, of an error a Status.</param>
internal readonly record struct WatchEvent(string Type, JsonElement Object)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is no event.</exception>
    public static WatchEvent Of(JsonElement line)
    {
        if (line.ValueKind == JsonValueKind.Object && line.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            && line.TryGetProperty("object", out var thing) && thing.ValueKind == JsonValueKind.Object)
            return new WatchEvent(type.GetString()!, thing);
        throw new JsonException("a line of the watch is no event");
    }
}
