using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>JSON between its forms.</summary>
internal static class JsonText
{
    // JSON, never HTML: a command's quotation marks and ampersands stay readable.
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a value as it stands in its document: its numbers and its order are what they were.</summary>
    public static void Write(this Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    /// <summary>Writes the items of an array, in an array that was begun.</summary>
    public static void WriteItems(this Utf8JsonWriter json, JsonElement array)
    {
        foreach (var item in array.Each()) json.Write(item);
    }

    /// <summary>Writes texts, in an array that was begun.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++) json.WriteStringValue(texts[i]);
    }
}
