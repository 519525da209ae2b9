namespace PodOrder.Cli.Live;

/// <summary>The life of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Spans">What it did, in the order of time.</param>
/// <param name="ExitCode">How it ended, or null while it has not.</param>
/// <param name="Restarts">How often kubelet ran it again.</param>
internal sealed record ContainerTimeline(string Name, IReadOnlyList<TimelineSpan> Spans, int? ExitCode, int Restarts)
{
    public TimeSpan Total(SpanKind kind) => Spans.Where(span => span.Kind == kind).Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Length);
}
