namespace PodOrder.Cli.Manifests;

/// <summary>How a document is indented, read off what is there.</summary>
/// <param name="Step">By how much a mapping is indented in its parent.</param>
/// <param name="DashStep">By how much dashes are indented under their key.</param>
internal sealed record SourceStyle(int Step, int DashStep)
{
    public BlockText Block => new(Step, DashStep);

    /// <summary>The style of the first nested mapping and the first sequence; kubectl's where there are none.</summary>
    public static SourceStyle Of(SourceNode root) => new(
        Entries(root).Select(it => StepOf(it.Entry)).FirstOrDefault(step => step > 0, 2),
        Entries(root).Select(it => it.Entry.Value is SourceNode.Sequence { IsFlow: false } list ? list.Column - it.Column : -1).FirstOrDefault(step => step >= 0, 0));

    private static int StepOf(SourceEntry entry) =>
        entry.Value is SourceNode.Mapping { Entries: [var first, ..] } && first.Key.Line > entry.Key.Line ? first.Key.Column - entry.Key.Column : 0;

    private static IEnumerable<(SourceEntry Entry, int Column)> Entries(SourceNode node) => node switch
    {
        SourceNode.Mapping mapping => mapping.Entries.SelectMany(entry => Entries(entry.Value).Prepend((entry, mapping.Column))),
        SourceNode.Sequence sequence => sequence.Items.SelectMany(Entries),
        _ => [],
    };
}
