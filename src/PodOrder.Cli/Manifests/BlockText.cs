using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Cli.Manifests;

/// <summary>Spells values as block YAML in the style of the document that they go into.</summary>
/// <param name="step">By how much a mapping is indented in its parent.</param>
/// <param name="dashStep">By how much the dashes of a sequence are indented under their key.</param>
internal sealed class BlockText(int step, int dashStep)
{
    private static readonly SearchValues<char> _harmless = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.=:,@+~%-$() ");
    private static readonly SearchValues<char> _first = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.-");

    // Hexadecimal, underscores, dates, sexagesimals: readers disagree about what they are, so they are quoted.
    private static readonly SearchValues<char> _number = SearchValues.Create("0123456789abcdefABCDEFoOxX_.:,+-");

    /// <summary>An entry of a mapping, its key at <paramref name="indent"/>, without indentation before it and line break behind it.</summary>
    public string Entry(string key, JsonNode? value, int indent) => $"{Text(key)}:{AfterColon(value, indent)}";

    /// <summary>An item of a sequence, its dash at <paramref name="indent"/>.</summary>
    public string Item(JsonNode? value, int indent) => value switch
    {
        JsonObject { Count: > 0 } members => "- " + Entries(members, indent + 2),
        JsonArray { Count: > 0 } => "- " + FlowText.Of(value),
        _ => "- " + Single(value, indent),
    };

    /// <summary>What stands behind a key and its colon.</summary>
    public string AfterColon(JsonNode? value, int indent) => value switch
    {
        JsonObject { Count: > 0 } members => $"\n{Spaces(indent + step)}{Entries(members, indent + step)}",
        JsonArray { Count: > 0 } items => string.Concat(items.Select(item => $"\n{Spaces(indent + dashStep)}{Item(item, indent + dashStep)}")),
        _ => " " + Single(value, indent),
    };

    public static string Spaces(int count) => new(' ', count);

    private string Entries(JsonObject members, int indent) =>
        string.Join("\n" + Spaces(indent), members.Select(member => Entry(member.Key, member.Value, indent)));

    private static string Single(JsonNode? value, int indent) =>
        value is JsonValue scalar && scalar.TryGetValue<string>(out var text)
            ? IsBlock(text) ? Block(text, indent + 2) : Text(text)
            : FlowText.Of(value);

    private static string Text(string text) =>
        IsPlain(text) ? text
        : text.Contains('"') && !text.Contains('\'') && text.All(c => c is >= ' ' and < '\x7f') ? $"'{text}'"
        : FlowText.Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && _first.Contains(text[0]) && text[^1] is not (':' or ' ') && !text.AsSpan().ContainsAnyExcept(_harmless)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.StartsWith("- ", StringComparison.Ordinal)
        && text is not ("-" or "---" or "...") && SourceJson.IsString(text) && !(text.Any(char.IsAsciiDigit) && !text.AsSpan().ContainsAnyExcept(_number));

    // A script stays readable: it is written line by line where that spells the same string.
    private static bool IsBlock(string text) =>
        text.Contains('\n') && text[0] is not (' ' or '\n' or '\t') && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) && !text.Contains('\uFEFF')
        && text.Split('\n').All(line => line.Length == 0 || line.AsSpan().Trim().Length > 0);

    private static string Block(string text, int indent)
    {
        var block = new StringBuilder(text.EndsWith('\n') ? "|" : "|-");
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            block.Append('\n').Append(line.Length > 0 ? Spaces(indent) : "").Append(line);
        return block.ToString();
    }
}
