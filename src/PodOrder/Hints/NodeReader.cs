using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodOrder.Hints;

/// <summary>Reads an annotation's JSON or YAML as maps, lists and strings; YAML 1.2 covers JSON, so one reader serves both.</summary>
internal sealed class NodeReader
{
    // The deepest value that means anything, {"web": {"db": "ready"}}, has three levels.
    private const int DeepestNesting = 4;

    private readonly AnnotationText _text;
    private readonly string _example;
    private readonly IParser _events;

    private NodeReader(AnnotationText text, string example)
    {
        _text = text;
        _example = example;
        _events = new Parser(new StringReader(text.Value));
    }

    /// <summary>Reads a map that is not empty.</summary>
    /// <param name="text">The annotation.</param>
    /// <param name="example">A right value, for the sentences that refuse a wrong one.</param>
    public static Node.Map ReadMap(AnnotationText text, string example)
    {
        if (text.Trimmed.Length == 0)
            throw text.Refuse("the value is empty", $"write a map such as {example}, or leave the annotation out");
        return new NodeReader(text, example).ReadDocument() switch
        {
            Node.Map { Entries.Count: > 0 } map => map,
            Node.Map map => throw text.Refuse(map.Index, at => $"the map {at} is empty", $"write one such as {example}, or leave the annotation out"),
            var other => throw text.Refuse(other.Index, at => $"there is {Kind(other)} {at} instead of a map", $"write one such as {example}"),
        };
    }

    /// <summary>How a sentence calls a node.</summary>
    public static string Kind(Node node) => node switch
    {
        Node.Map => "a map",
        Node.List => "a list",
        _ => "a single value",
    };

    private Node ReadDocument()
    {
        var start = Next();
        while (start is StreamStart or DocumentStart)
            start = Next();
        if (start is StreamEnd)
            throw _text.Refuse("the value holds nothing but comments", $"write a map such as {_example}, or leave the annotation out");
        var root = ReadNode(start, 1);
        _ = Next(); // DocumentEnd
        return Next() is StreamEnd ? root : throw _text.Refuse("the value holds several documents", "keep one of them");
    }

    private Node ReadNode(ParsingEvent start, int level)
    {
        if (start is AnchorAlias)
            throw Refuse(start, "an alias (\"*\")", "write the value out");
        if (start is NodeEvent { Anchor.IsEmpty: false })
            throw Refuse(start, "an anchor (\"&\")", "write every value out");
        if (start is NodeEvent { Tag.IsEmpty: false })
            throw Refuse(start, "a tag (\"!\")", "take it out, every value is a string");
        if (level > DeepestNesting)
            throw Refuse(start, "a value nested too deep", $"write a map such as {_example}");
        return start switch
        {
            Scalar scalar => new Node.Scalar(Index(scalar), Speakable(scalar)),
            SequenceStart => new Node.List(Index(start), ReadItems(level)),
            _ => new Node.Map(Index(start), ReadEntries(level)),
        };
    }

    private List<Node> ReadItems(int level)
    {
        var items = new List<Node>();
        for (var next = Next(); next is not SequenceEnd; next = Next())
            items.Add(ReadNode(next, level + 1));
        return items;
    }

    private List<(Node.Scalar Key, Node Value)> ReadEntries(int level)
    {
        var entries = new List<(Node.Scalar, Node)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            var node = ReadNode(next, level + 1);
            if (node is not Node.Scalar key)
                throw _text.Refuse(node.Index, at => $"{Kind(node)} {at} is used as a key", $"write a map such as {_example}");
            if (!keys.Add(key.Value))
                throw _text.Refuse(key.Index, at => $"the key {Quote.Of(key.Value)} {at} stands there already", "write it once");
            entries.Add((key, ReadNode(Next(), level + 1)));
        }
        return entries;
    }

    private string Speakable(Scalar scalar)
    {
        // Neither a JSON patch nor an argument of a process can carry these.
        if (scalar.Value.Contains('\0') || HasLoneSurrogate(scalar.Value))
            throw Refuse(scalar, "a NUL or half a character", "take it out");
        return scalar.Value;
    }

    private static bool HasLoneSurrogate(string value)
    {
        for (var i = value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < value.Length; i++)
            if (char.IsSurrogate(value[i]) && (!char.IsHighSurrogate(value[i]) || ++i == value.Length || !char.IsLowSurrogate(value[i])))
                return true;
        return false;
    }

    private RefusedException Refuse(ParsingEvent where, string what, string instead) => _text.Refuse(Index(where), at => $"there is {what} {at}", instead);

    private static int Index(ParsingEvent where) => (int)where.Start.Index;

    private ParsingEvent Next()
    {
        try
        {
            _events.MoveNext();
            return _events.Current ?? throw new InvalidOperationException("the parser has no event");
        }
        catch (YamlException wrong)
        {
            throw Unreadable((int)Math.Min(wrong.Start.Index, _text.Value.Length), wrong.Message);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1: text behind a document's end, and half a surrogate pair as escapes.
            throw Unreadable((int)(_events.Current?.End.Index ?? 0), wrong.Message);
        }
    }

    private RefusedException Unreadable(int index, string why) => _text.Refuse(
        index,
        at => $"the value is neither JSON nor YAML {at} ({Quote.Escape(why.TrimEnd('.'), longest: 160)})",
        $"write a map such as {_example}");
}
