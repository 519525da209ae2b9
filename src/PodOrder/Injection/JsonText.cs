using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodOrder.Injection;

/// <summary>JSON between its forms.</summary>
internal static class JsonText
{
    // JSON, never HTML: a command's quotation marks and ampersands stay readable.
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a node.</summary>
    public static string Of(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable)) node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A value as a node, its numbers spelt as they are.</summary>
    public static JsonNode ToNode(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value)!,
        JsonValueKind.Array => JsonArray.Create(value)!,
        _ => JsonValue.Create(value)!,
    };
}
