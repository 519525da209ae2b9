using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodOrder.Cli.Manifests;

/// <summary>Spells values in braces and brackets, which is JSON and flow YAML alike.</summary>
internal static class FlowText
{
    /// <summary>On one line, or where an indentation is given on many.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indent">The indentation of the line that it begins on; null = one line.</param>
    /// <param name="step">By how much its members are indented further.</param>
    public static string Of(JsonNode? value, int? indent = null, int step = 2)
    {
        return value switch
        {
            JsonObject { Count: > 0 } members => Many('{', '}', members.Select(member => $"{Quoted(member.Key)}: {Of(member.Value, indent + step, step)}")),
            JsonArray { Count: > 0 } items => Many('[', ']', items.Select(item => Of(item, indent + step, step))),
            JsonObject => "{}",
            JsonArray => "[]",
            JsonValue scalar when scalar.TryGetValue<string>(out var text) => Quoted(text),
            null => "null",
            _ => value.ToJsonString(),
        };

        string Many(char open, char close, IEnumerable<string> parts) => indent is { } at
            ? $"{open}\n{BlockText.Spaces(at + step)}{string.Join(",\n" + BlockText.Spaces(at + step), parts)}\n{BlockText.Spaces(at)}{close}"
            : $"{open}{string.Join(", ", parts)}{close}";
    }

    /// <summary>A string in quotation marks.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
