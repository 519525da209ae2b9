namespace PodOrder.Cli.Live;

/// <summary>A while in the life of a container.</summary>
internal sealed record TimelineSpan(SpanKind Kind, DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}
