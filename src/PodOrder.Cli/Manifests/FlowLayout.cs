namespace PodOrder.Cli.Manifests;

/// <summary>How what stands in braces and brackets is spread over lines.</summary>
/// <param name="text">The document.</param>
internal sealed class FlowLayout(string text)
{
    public bool IsMultiline(SourceNode node) => text.AsSpan(node.Start, Math.Max(0, node.End - node.Start)).Contains('\n');

    /// <summary>How far the lines of its members are indented; null where there is one line alone.</summary>
    public int? Indent(SourceNode parent) => IsMultiline(parent) ? ChildIndent(parent) : null;

    /// <summary>What separates two of its members, behind the comma.</summary>
    public string Break(SourceNode parent) => IsMultiline(parent) ? "\n" + BlockText.Spaces(ChildIndent(parent)) : " ";

    private static int ChildIndent(SourceNode parent) => parent switch
    {
        SourceNode.Mapping { Entries: [var first, ..] } => first.Key.Column - 1,
        SourceNode.Sequence { Items: [var first, ..] } => first.Column - 1,
        _ => parent.Column - 1,
    };
}
