using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodOrder.Injection;

/// <summary>One operation of a JSON Patch (RFC 6902).</summary>
/// <param name="Op"><c>add</c>, <c>replace</c>, <c>remove</c> or <c>move</c>.</param>
/// <param name="Path">A JSON pointer (RFC 6901).</param>
/// <param name="Value">The value of <c>add</c> and <c>replace</c>, else null.</param>
/// <param name="From">Where <c>move</c> takes it from, else null.</param>
public sealed record PatchOperation(string Op, string Path, JsonNode? Value = null, string? From = null)
{
    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("op", Op);
        if (From is not null) writer.WriteString("from", From);
        writer.WriteString("path", Path);
        if (Op is "add" or "replace")
        {
            writer.WritePropertyName("value");
            Value!.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    /// <summary>A member name as a step of a JSON pointer.</summary>
    internal static string Escape(string step) => step.Replace("~", "~0").Replace("/", "~1");
}
