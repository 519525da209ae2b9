using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Explanations;

namespace PodOrder.Cli.Live;

/// <summary>Puts a Pod's life together: when containers started and ended says kubelet, when waits were over the gate's lines in their logs, since when one is parked the gate's sentinels.</summary>
internal static class TimelineReader
{
    /// <param name="pod">The Pod.</param>
    /// <param name="live">What its containers do now.</param>
    /// <param name="waiters">The containers whose gates wait.</param>
    /// <param name="logs">By container, what its gate said.</param>
    /// <param name="now">The time.</param>
    public static PodTimeline Read(JsonElement pod, LivePod live, IReadOnlySet<string> waiters, IReadOnlyDictionary<string, GateLog> logs, DateTimeOffset now)
    {
        var containers = live.Containers
            .Select(container => Read(container, LiveReader.StatusOf(pod, container.Name), waiters.Contains(container.Name), logs.GetValueOrDefault(container.Name), now)).ToList();
        var spans = containers.SelectMany(container => container.Spans).ToList();
        var start = spans.Select(span => span.From).DefaultIfEmpty(now).Min();
        return new PodTimeline($"Pod/{live.Name}", start, spans.Select(span => span.To).DefaultIfEmpty(now).Max(), containers);
    }

    private static ContainerTimeline Read(LiveContainer container, JsonElement status, bool waits, GateLog? log, DateTimeOffset now)
    {
        var spans = new List<TimelineSpan>();
        var restarts = status.At("restartCount").Number() ?? 0;
        int? exitCode = null;
        if (status.At("lastState", "terminated") is { ValueKind: JsonValueKind.Object } last && Times(last) is var (from, to))
        {
            exitCode = last.At("exitCode").Number();
            spans.Add(new TimelineSpan(SpanKind.Ran, from, to));
        }
        if (status.At("state", "terminated") is { ValueKind: JsonValueKind.Object } ended && Times(ended) is var (started, finished))
        {
            exitCode = ended.At("exitCode").Number();
            // A gate that ends by itself has waited to its end.
            if (exitCode is 121 or 124 && waits && log?.Opened is null) spans.Add(new TimelineSpan(SpanKind.Waited, started, finished));
            else spans.AddRange(Life(started, log?.Opened ?? started, finished, finished));
        }
        else if (status.At("state", "running", "startedAt").Time() is { } since)
        {
            exitCode = null;
            var opened = container.Kind == LiveKind.Waiting ? now : log?.Opened ?? since;
            var parked = container is { Kind: LiveKind.Parked, Since: { } begin } && begin > opened ? begin : now;
            spans.AddRange(Life(since, opened, container.Kind == LiveKind.Parked ? parked : now, now));
        }
        return new ContainerTimeline(container.Name, spans, exitCode, restarts);
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Times(JsonElement ended) =>
        ended.At("startedAt").Time() is { } from && ended.At("finishedAt").Time() is { } to ? (from, to < from ? from : to) : null;

    // kubelet's times are cut to whole seconds, so that parts may seem to begin before the container.
    private static IEnumerable<TimelineSpan> Life(DateTimeOffset start, DateTimeOffset opened, DateTimeOffset ended, DateTimeOffset end)
    {
        opened = opened < start ? start : opened;
        ended = ended < opened ? opened : ended;
        if (opened > start) yield return new TimelineSpan(SpanKind.Waited, start, opened);
        if (ended > opened || end <= ended) yield return new TimelineSpan(SpanKind.Ran, opened, ended);
        if (end > ended) yield return new TimelineSpan(SpanKind.Parked, ended, end);
    }
}
