using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>Reads members of JSON that may be absent, null or of another kind; what is not there is <c>default</c>.</summary>
internal static class JsonReading
{
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : default;

    public static bool Exists(this JsonElement json) => json.ValueKind != JsonValueKind.Undefined;

    public static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    public static int? Int(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) ? value : null;

    public static bool True(this JsonElement json) => json.ValueKind == JsonValueKind.True;

    public static IReadOnlyList<JsonElement> Items(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];

    public static IReadOnlyList<string> Texts(this JsonElement json) =>
        [.. json.Items().Select(item => item.Text() ?? "")];
}
