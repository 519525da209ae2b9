using System.Text.Json;

namespace PodOrder.Cli.Cluster;

/// <summary>Reads objects of the API server, whose fields may be absent.</summary>
internal static class JsonPath
{
    public static JsonElement At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return default;
        }
        return json;
    }

    public static string? String(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    public static int? Number(this JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : null;

    public static bool IsTrue(this JsonElement json) => json.ValueKind == JsonValueKind.True;

    public static bool IsThere(this JsonElement json) => json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>A time; metav1.Time is in whole seconds.</summary>
    public static DateTimeOffset? Time(this JsonElement json) => json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out var time) ? time : null;

    public static IReadOnlyList<JsonElement> List(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];

    public static IReadOnlyList<JsonProperty> Members(this JsonElement json) => json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject()] : [];
}
