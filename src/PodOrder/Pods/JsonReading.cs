using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>Reads members of JSON that may be absent, null or of another kind; what is not there is <c>default</c>.</summary>
internal static class JsonReading
{
    /// <summary>Whether two values are equal, whatever the order of members and the spelling of numbers and strings.</summary>
    /// <remarks>System.Text.Json gives up on exponents beyond an int: what has one is compared as it is written.</remarks>
    public static bool MeansTheSameAs(this JsonElement one, JsonElement other)
    {
        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (ArgumentOutOfRangeException)
        {
            return one.GetRawText() == other.GetRawText();
        }
    }

    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : default;

    /// <summary>The same by a name that is UTF-8 already, as the document is.</summary>
    public static JsonElement Member(this JsonElement json, ReadOnlySpan<byte> name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : default;

    public static bool Exists(this JsonElement json) => json.ValueKind != JsonValueKind.Undefined;

    public static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    /// <summary>Whether it is that text.</summary>
    public static bool Is(this JsonElement json, ReadOnlySpan<byte> text) => json.ValueKind == JsonValueKind.String && json.ValueEquals(text);

    /// <inheritdoc cref="Is(JsonElement, ReadOnlySpan{byte})"/>
    public static bool Is(this JsonElement json, string text) => json.ValueKind == JsonValueKind.String && json.ValueEquals(text);

    public static int? Int(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) ? value : null;

    public static bool True(this JsonElement json) => json.ValueKind == JsonValueKind.True;

    /// <summary>The items of an array, to be walked once; those of anything else are none.</summary>
    public static JsonElement.ArrayEnumerator Each(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : default;

    /// <summary>How many items an array has; anything else has none.</summary>
    public static int Count(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.GetArrayLength() : 0;

    public static IReadOnlyList<JsonElement> Items(this JsonElement json)
    {
        if (json.Count() == 0) return [];
        var items = new JsonElement[json.GetArrayLength()];
        var place = 0;
        foreach (var item in json.EnumerateArray()) items[place++] = item;
        return items;
    }

    public static IReadOnlyList<string> Texts(this JsonElement json)
    {
        if (json.Count() == 0) return [];
        var texts = new string[json.GetArrayLength()];
        var place = 0;
        foreach (var item in json.EnumerateArray()) texts[place++] = item.Text() ?? "";
        return texts;
    }
}
