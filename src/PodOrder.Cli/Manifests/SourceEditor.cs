using System.Text.Json.Nodes;

namespace PodOrder.Cli.Manifests;

/// <summary>
/// Carries out a JSON Patch on the text of one document: what an operation does not name keeps its comments, key order, quotation marks
/// and indentation. The text is read again after each operation, since a manifest is short and a stale position would be a wrong edit.
/// </summary>
/// <param name="text">The document.</param>
internal sealed class SourceEditor(string text)
{
    private readonly TextLines _lines = new(text);
    private SourceNode _root = SourceReader.Read(text)!;

    /// <summary>The document as it stands.</summary>
    public string Text => _lines.Text;

    /// <summary>Carries out one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="pointer">What its paths are relative to, a JSON pointer.</param>
    /// <exception cref="ManifestException">It would change what an alias stands for.</exception>
    public void Apply(TextOperation operation, string pointer)
    {
        var path = Steps(pointer + operation.Path);
        switch (operation.Op)
        {
            case "remove": Remove(path); break;
            case "move": Move(Steps(pointer + operation.From), path); break;
            default: Set(path, operation.Value); break;
        }
    }

    private void Set(string[] path, JsonNode? value)
    {
        switch (Find(path[..^1]))
        {
            case SourceNode.Sequence sequence:
                InsertItem(path[..^1], sequence, IndexIn(sequence, path[^1]), value);
                break;
            case SourceNode.Mapping mapping when mapping[path[^1]] is { } entry:
                ReplaceValue(mapping, entry, value);
                break;
            case SourceNode.Mapping mapping:
                InsertEntry(path[..^1], mapping, path[^1], value);
                break;
            default:
                throw Nowhere(path);
        }
    }

    private void ReplaceValue(SourceNode.Mapping mapping, SourceEntry entry, JsonNode? value)
    {
        var old = entry.Value;
        if (mapping.IsFlow)
        {
            Replace(old.Start, old.End, FlowText.Of(value, Flow.Indent(mapping), Style.Step));
            return;
        }
        var colon = Text.IndexOf(':', entry.Key.End);
        if (old is SourceNode.Sequence { IsFlow: true, Items.Count: > 0 } && !Flow.IsMultiline(old) && value is JsonArray)
            Replace(old.Start, old.End, FlowText.Of(value));
        else if (IsCollection(value) || Flow.IsMultiline(old) || value?.ToString().Contains('\n') == true)
            Replace(colon + 1, _lines.End(Math.Max(colon, old.End - 1)), Style.Block.AfterColon(value, mapping.Column - 1));
        else
            Replace(colon + 1, Math.Max(colon + 1, old.End), Style.Block.AfterColon(value, mapping.Column - 1));
    }

    private void InsertEntry(string[] path, SourceNode.Mapping mapping, string key, JsonNode? value)
    {
        if (mapping.Entries.Count == 0 && path.Length > 0) Set(path, new JsonObject { [key] = value?.DeepClone() });
        else if (mapping.IsFlow) InsertFlow(mapping, mapping.Entries.Count == 0 ? null : mapping.Entries[^1].Value, $"{FlowText.Quoted(key)}: {FlowText.Of(value, Flow.Indent(mapping), Style.Step)}");
        else InsertLines(_lines.End(mapping.End - 1), BlockText.Spaces(mapping.Column - 1) + Style.Block.Entry(key, value, mapping.Column - 1));
    }

    private void InsertItem(string[] path, SourceNode.Sequence sequence, int index, JsonNode? value)
    {
        if (sequence.Items.Count == 0) Set(path, new JsonArray(value?.DeepClone()));
        else if (sequence.IsFlow) InsertFlowItem(sequence, index, FlowText.Of(value, Flow.Indent(sequence), Style.Step));
        else InsertBlockItem(path, sequence, index, BlockText.Spaces(DashColumn(sequence)) + Style.Block.Item(value, DashColumn(sequence)));
    }

    private void InsertFlowItem(SourceNode.Sequence sequence, int index, string item)
    {
        if (index > 0) InsertFlow(sequence, sequence.Items[index - 1], item);
        else Replace(sequence.Items[0].Start, sequence.Items[0].Start, item + "," + Flow.Break(sequence));
    }

    // Right behind the key, so that a comment above the former first item stays its own.
    private void InsertBlockItem(string[] path, SourceNode.Sequence sequence, int index, string lines) =>
        InsertLines(index > 0 ? _lines.End(sequence.Items[index - 1].End - 1) : LineOfKey(path) ?? _lines.Start(sequence.Start) - 1, lines);

    private void InsertFlow(SourceNode parent, SourceNode? after, string part)
    {
        if (after is null) Replace(parent.Start, parent.End, parent is SourceNode.Mapping ? $"{{{part}}}" : $"[{part}]");
        else Replace(after.End, after.End, "," + Flow.Break(parent) + part);
    }

    private void Remove(string[] path)
    {
        switch (Find(path[..^1]))
        {
            case SourceNode.Mapping mapping when mapping[path[^1]] is { } entry:
                RemoveEntry(path[..^1], mapping, entry);
                break;
            case SourceNode.Sequence sequence:
                RemoveItem(path[..^1], sequence, IndexIn(sequence, path[^1]));
                break;
            default:
                throw Nowhere(path);
        }
    }

    private void RemoveEntry(string[] path, SourceNode.Mapping mapping, SourceEntry entry)
    {
        var index = mapping.Entries.ToList().IndexOf(entry);
        if (mapping.Entries.Count == 1) Set(path, new JsonObject());
        else if (mapping.IsFlow) RemoveFlow([.. mapping.Entries.Select(it => (it.Key.Start, it.Value.End))], index);
        else if (Text.AsSpan(_lines.Start(entry.Key.Start), entry.Key.Start - _lines.Start(entry.Key.Start)).Trim().IsEmpty) RemoveLines(_lines.Start(entry.Key.Start), EndOf(entry));
        else Replace(entry.Key.Start, mapping.Entries[index + 1].Key.Start, "");
    }

    private void RemoveItem(string[] path, SourceNode.Sequence sequence, int index)
    {
        if (sequence.Items.Count == 1) Set(path, new JsonArray());
        else if (sequence.IsFlow) RemoveFlow([.. sequence.Items.Select(it => (it.Start, it.End))], index);
        else RemoveLines(_lines.Start(DashOf(sequence, index)), sequence.Items[index].End);
    }

    private void RemoveFlow(IReadOnlyList<(int Start, int End)> parts, int index)
    {
        if (index == parts.Count - 1) Replace(parts[index - 1].End, parts[index].End, "");
        else Replace(parts[index].Start, parts[index + 1].Start, "");
    }

    // An item moves as it is written, with the comments right above it.
    private void Move(string[] from, string[] to)
    {
        if (Find(from[..^1]) is not SourceNode.Sequence sequence || !from[..^1].SequenceEqual(to[..^1])) throw Nowhere(from);
        var (index, place) = (IndexIn(sequence, from[^1]), IndexIn(sequence, to[^1]));
        if (sequence.IsFlow)
        {
            var item = Text[sequence.Items[index].Start..sequence.Items[index].End];
            RemoveItem(from[..^1], sequence, index);
            InsertFlowItem((SourceNode.Sequence)Find(from[..^1]), place, item);
            return;
        }
        var start = CommentsAbove(_lines.Start(DashOf(sequence, index)), index > 0 ? _lines.End(sequence.Items[index - 1].End - 1) + 1 : (LineOfKey(from[..^1]) ?? -1) + 1);
        var end = _lines.End(sequence.Items[index].End - 1);
        var lines = Text[start..end];
        RemoveLines(start, end);
        InsertBlockItem(to[..^1], (SourceNode.Sequence)Find(to[..^1]), place, lines.Replace("\r\n", "\n"));
    }

    private int CommentsAbove(int line, int lowest)
    {
        while (line > lowest && Text.AsSpan(_lines.Start(line - 1)..(line - 1)).TrimStart() is ['#', ..]) line = _lines.Start(line - 1);
        return line;
    }

    private SourceNode Find(string[] path)
    {
        var node = _root;
        foreach (var step in path)
        {
            node = node switch
            {
                SourceNode.Mapping mapping when mapping[step] is { } entry => entry.Value,
                SourceNode.Sequence sequence when IndexIn(sequence, step) < sequence.Items.Count => sequence.Items[IndexIn(sequence, step)],
                _ => throw Nowhere(path),
            };
            if (node is SourceNode.Alias)
                throw new ManifestException(node.Line, node.Column, "what stands here is an alias, and a change of it would change all that share it; write its value out");
        }
        return node;
    }

    private ManifestException Nowhere(string[] path) =>
        new(_root.Line, _root.Column, $"{string.Join('.', path)} is not written in this document itself but merged or aliased into it; write it out");

    private static int IndexIn(SourceNode.Sequence sequence, string step) => step == "-" ? sequence.Items.Count : int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);

    private int? LineOfKey(string[] path) =>
        path.Length > 0 && Find(path[..^1]) is SourceNode.Mapping { IsFlow: false } mapping ? _lines.End(mapping[path[^1]]!.Key.End) : null;

    private int DashOf(SourceNode.Sequence sequence, int index)
    {
        var line = _lines.Start(Math.Max(0, sequence.Items[index].Start - 1));
        while (line > 0 && Text[line + DashColumn(sequence)] != '-') line = _lines.Start(line - 1);
        return line + DashColumn(sequence);
    }

    private static int DashColumn(SourceNode.Sequence sequence) => sequence.Column - 1;

    // A value left out ends right behind its key's colon.
    private int EndOf(SourceEntry entry) => Math.Max(entry.Value.End, Text.IndexOf(':', entry.Key.End) + 1);

    private static bool IsCollection(JsonNode? value) => value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };

    private FlowLayout Flow => new(Text);

    private SourceStyle Style => SourceStyle.Of(_root);

    private void Replace(int start, int end, string by)
    {
        _lines.Replace(start, end, by);
        Read();
    }

    private void InsertLines(int lineEnd, string lines)
    {
        _lines.Insert(lineEnd, lines);
        Read();
    }

    private void RemoveLines(int start, int end)
    {
        _lines.Remove(start, end);
        Read();
    }

    private void Read() => _root = SourceReader.Read(Text)!;

    private static string[] Steps(string pointer) => [.. pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/").Replace("~0", "~"))];
}
