using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Workloads;

namespace PodOrder.Cli.Manifests;

/// <summary>One document of a manifest file.</summary>
internal sealed class ManifestDocument
{
    private readonly SourceNode? _root;

    /// <exception cref="ManifestException">It is neither YAML nor JSON, or no map.</exception>
    public ManifestDocument(string text, int lineOffset)
    {
        Text = text;
        LineOffset = lineOffset;
        _root = SourceReader.Read(text);
        if (_root is not (null or SourceNode.Mapping or SourceNode.Scalar { Value: "", IsPlain: true }))
            throw new ManifestException(_root.Line, _root.Column, "this is no manifest: a document is a map with apiVersion and kind");
        Json = _root is null ? default : SourceJson.Of(_root);
        Templates = PodTemplate.In(Json);
    }

    /// <summary>The document as it stands in the file, its <c>---</c> included.</summary>
    public string Text { get; }

    /// <summary>How many lines of the file stand before it.</summary>
    public int LineOffset { get; }

    public JsonElement Json { get; }

    /// <summary>The Pods and Pod templates in it.</summary>
    public IReadOnlyList<PodTemplate> Templates { get; }

    /// <summary>The line and column in the file, both from 1, of what a pointer names (a member: its key), or of the deepest part of it that is there.</summary>
    public (int Line, int Column) PlaceOf(string pointer)
    {
        var (key, _) = Find(pointer);
        return (key.Line + LineOffset, key.Column);
    }

    /// <summary>The place of a character of a string's value, both counted from 1; that of its key where the way it is written hides it.</summary>
    public (int Line, int Column) PlaceIn(string pointer, int line, int character) => Find(pointer).Value switch
    {
        SourceNode.Scalar { Value: var text } scalar when !text.Contains('\n') && Text.AsSpan(scalar.Start, scalar.End - scalar.Start).IndexOf(text) is >= 0 and var quote
            => (scalar.Line + LineOffset, scalar.Column + quote + character - 1),
        SourceNode.Scalar scalar when Text[scalar.Start] == '|' => InBlock(scalar, line, character),
        _ => PlaceOf(pointer),
    };

    private (int Line, int Column) InBlock(SourceNode.Scalar scalar, int line, int character)
    {
        var first = Text.IndexOf('\n', scalar.Start) + 1;
        return (scalar.Line + line + LineOffset, Text.AsSpan(first).IndexOfAnyExcept(' ', '\n', '\r') + character);
    }

    private (SourceNode Key, SourceNode Value) Find(string pointer)
    {
        var (key, value) = (_root!, _root!);
        foreach (var step in pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/").Replace("~0", "~")))
        {
            while (value is SourceNode.Alias alias) value = alias.Target;
            if (value is SourceNode.Mapping mapping && mapping[step] is { } entry) (key, value) = (entry.Key, entry.Value);
            else if (value is SourceNode.Sequence sequence && int.TryParse(step, out var index) && index < sequence.Items.Count) (key, value) = (sequence.Items[index], sequence.Items[index]);
            else break;
        }
        return (key, value);
    }

    /// <summary>The text with patches carried out in it.</summary>
    /// <param name="patches">Per template, what is to be done with it.</param>
    /// <exception cref="ManifestException">It cannot be edited in place.</exception>
    public string Edit(IReadOnlyList<(PodTemplate Template, IReadOnlyList<TextOperation> Operations)> patches)
    {
        if (patches.All(patch => patch.Operations.Count == 0)) return Text;
        var editor = new SourceEditor(Text);
        var expected = JsonNode.Parse(Json.GetRawText())!;
        foreach (var (template, operations) in patches)
        {
            foreach (var operation in operations) editor.Apply(operation, template.Pointer);
            JsonPatching.Apply(expected, operations, template.Pointer);
        }
        // An edit of text is trusted only as far as it reads back as what the webhook would have made.
        var edited = new ManifestDocument(editor.Text, LineOffset);
        return JsonNode.DeepEquals(JsonNode.Parse(edited.Json.GetRawText()), expected)
            ? editor.Text
            : throw new ManifestException(_root!.Line, _root.Column, "this document cannot be edited in place; write its aliases and merge keys out, or let the webhook inject it");
    }
}
