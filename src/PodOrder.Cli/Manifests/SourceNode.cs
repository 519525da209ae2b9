namespace PodOrder.Cli.Manifests;

/// <summary>A value of a manifest and the place in the text where it stands.</summary>
/// <param name="Start">The index of its first character; of a block sequence, that of its first dash.</param>
/// <param name="End">The index behind its last character: white space, comments and line breaks after it are not its own.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal abstract record SourceNode(int Start, int End, int Line, int Column)
{
    /// <summary>A string, number, boolean or null.</summary>
    /// <param name="IsPlain">Written without quotation marks and not as a block, so that YAML decides what it is.</param>
    public sealed record Scalar(int Start, int End, int Line, int Column, string Value, bool IsPlain) : SourceNode(Start, End, Line, Column);

    /// <summary>A mapping; its keys differ.</summary>
    /// <param name="IsFlow">Written in braces.</param>
    public sealed record Mapping(int Start, int End, int Line, int Column, IReadOnlyList<SourceEntry> Entries, bool IsFlow) : SourceNode(Start, End, Line, Column)
    {
        public SourceEntry? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Value == key);
    }

    /// <summary>A sequence.</summary>
    /// <param name="IsFlow">Written in brackets.</param>
    public sealed record Sequence(int Start, int End, int Line, int Column, IReadOnlyList<SourceNode> Items, bool IsFlow) : SourceNode(Start, End, Line, Column);

    /// <summary>An alias, which stands for what its anchor marks.</summary>
    public sealed record Alias(int Start, int End, int Line, int Column, SourceNode Target) : SourceNode(Start, End, Line, Column);
}
