using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodOrder.Cli.Manifests;

/// <summary>Reads YAML, or JSON, as a tree that knows where in the text each of its values stands.</summary>
internal sealed class SourceReader
{
    private readonly string _text;
    private readonly IParser _events;
    private readonly Dictionary<AnchorName, SourceNode> _anchors = [];

    private SourceReader(string text)
    {
        _text = text;
        // JSON may be indented with tabs, which YAML forbids; inside a JSON string a tab is always written \t.
        _events = new Parser(new StringReader(IsJson(text) ? text.Replace('\t', ' ') : text));
    }

    /// <summary>Where each document of a text begins, the first one at 0.</summary>
    /// <exception cref="ManifestException">The text is neither YAML nor JSON.</exception>
    public static IReadOnlyList<int> DocumentStarts(string text)
    {
        var reader = new SourceReader(text);
        var starts = new List<int>();
        for (var next = reader.Next(); next is not StreamEnd; next = reader.Next())
        {
            if (next is DocumentStart) starts.Add(starts.Count == 0 ? 0 : (int)next.Start.Index);
        }
        return starts.Count > 0 ? starts : [0];
    }

    /// <summary>The root of the text's first document, or null where there is none.</summary>
    /// <exception cref="ManifestException">The text is neither YAML nor JSON, or a mapping has a key twice.</exception>
    public static SourceNode? Read(string text)
    {
        var reader = new SourceReader(text);
        var next = reader.Next();
        while (next is StreamStart or DocumentStart) next = reader.Next();
        return next is StreamEnd ? null : reader.ReadNode(next);
    }

    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{', ..];

    private SourceNode ReadNode(ParsingEvent start)
    {
        SourceNode node = start switch
        {
            AnchorAlias alias => new SourceNode.Alias(Index(alias), (int)alias.End.Index, Line(alias), Column(alias), Target(alias)),
            YamlDotNet.Core.Events.Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadSequence(sequence),
            MappingStart mapping => ReadMapping(mapping),
            _ => throw new ManifestException(Line(start), Column(start), "there is no value where one has to be"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored) _anchors[anchored.Anchor] = node;
        return node;
    }

    private SourceNode.Scalar ReadScalar(YamlDotNet.Core.Events.Scalar scalar)
    {
        var (start, end) = (Index(scalar), (int)scalar.End.Index);
        // The scanner ends a block at the next line that is not its own.
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            end = start + _text.AsSpan(start, end - start).TrimEnd(" \r\n").Length;
        return new SourceNode.Scalar(start, end, Line(scalar), Column(scalar), scalar.Value, scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true });
    }

    private SourceNode.Sequence ReadSequence(SequenceStart start)
    {
        var items = new List<SourceNode>();
        ParsingEvent next;
        for (next = Next(); next is not SequenceEnd; next = Next()) items.Add(ReadNode(next));
        var isFlow = start.Style == SequenceStyle.Flow;
        return new SourceNode.Sequence(Index(start), isFlow ? Index(next) + 1 : EndOf(items, start), Line(start), Column(start), items, isFlow);
    }

    private SourceNode.Mapping ReadMapping(MappingStart start)
    {
        var entries = new List<SourceEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        ParsingEvent next;
        for (next = Next(); next is not MappingEnd; next = Next())
        {
            if (ReadNode(next) is not SourceNode.Scalar key)
                throw new ManifestException(Line(next), Column(next), "a key has to be a single value");
            if (!keys.Add(key.Value) && key.Value != "<<")
                throw new ManifestException(key.Line, key.Column, $"the key \"{key.Value}\" stands there already; write it once");
            entries.Add(new SourceEntry(key, ReadNode(Next())));
        }
        var isFlow = start.Style == MappingStyle.Flow;
        return new SourceNode.Mapping(Index(start), isFlow ? Index(next) + 1 : EndOf([.. entries.Select(entry => entry.Value)], start), Line(start), Column(start), entries, isFlow);
    }

    private SourceNode Target(AnchorAlias alias) => _anchors.GetValueOrDefault(alias.Value)
        ?? throw new ManifestException(Line(alias), Column(alias), $"there is no anchor \"&{alias.Value}\" before this alias");

    private static int EndOf(IReadOnlyList<SourceNode> children, ParsingEvent start) => children.Count > 0 ? children[^1].End : (int)start.End.Index;

    private static int Index(ParsingEvent e) => (int)e.Start.Index;

    private static int Line(ParsingEvent e) => (int)e.Start.Line;

    private static int Column(ParsingEvent e) => (int)e.Start.Column;

    private ParsingEvent Next()
    {
        try
        {
            _events.MoveNext();
            return _events.Current ?? throw new InvalidOperationException("it ends too early");
        }
        catch (YamlException wrong)
        {
            throw new ManifestException((int)wrong.Start.Line, (int)wrong.Start.Column, $"this is neither YAML nor JSON: {Sentence(wrong)}");
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1: text behind a document's end, and half a surrogate pair as escapes.
            throw new ManifestException((int)(_events.Current?.End.Line ?? 1), (int)(_events.Current?.End.Column ?? 1), $"this is neither YAML nor JSON: {Sentence(wrong)}");
        }
    }

    private static string Sentence(Exception wrong) => wrong.Message.Trim().TrimEnd('.') is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text[1..] : "it does not parse";
}
