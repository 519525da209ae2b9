using PodOrder.Cli.Drawing;
using static PodOrder.Cli.Drawing.SvgText;

namespace PodOrder.Cli.Live;

/// <summary>Draws a Pod's life as a picture.</summary>
internal static class SvgTimeline
{
    private const double CharacterWidth = 7.9, Bars = 620, RowHeight = 30, Top = 70, NotesWidth = 190;

    public static string Of(PodTimeline timeline)
    {
        var svg = new SvgText();
        var left = 48 + (timeline.Containers.Select(container => container.Name.Length).DefaultIfEmpty(0).Max() * CharacterWidth);
        var bottom = Top + (timeline.Containers.Count * RowHeight);
        svg.Add($"""<text class="title" x="24" y="26">{Escape(timeline.Subject)}</text>""");
        svg.Add($"""<g transform="translate({Number(left)} 42)">{Legend(0, SpanKind.Waited)}{Legend(100, SpanKind.Ran)}{Legend(180, SpanKind.Parked)}</g>""");
        foreach (var at in TimeAxis.Marks(timeline.Length, 8))
        {
            var x = Number(left + (at / timeline.Length * Bars));
            svg.Add($"""<path class="axis" d="M{x} {Top - 4}V{Number(bottom)}"/><text class="small" x="{x}" y="{Number(bottom + 16)}" text-anchor="middle">{Hints.Duration.Print(at)}</text>""");
        }
        foreach (var (row, container) in timeline.Containers.Index()) Draw(svg, timeline, container, left, Top + (row * RowHeight));
        return svg.ToText(left + Bars + NotesWidth, bottom + 32, $"What the containers of {timeline.Subject} did");
    }

    private static void Draw(SvgText svg, PodTimeline timeline, ContainerTimeline container, double left, double y)
    {
        svg.Add($"""<text x="24" y="{Number(y + 15)}">{Escape(container.Name)}</text>""");
        foreach (var span in container.Spans)
        {
            var x = left + ((span.From - timeline.Start) / timeline.Length * Bars);
            var width = Math.Max(2, span.Length / timeline.Length * Bars);
            svg.Add($"""<rect x="{Number(x)}" y="{Number(y + 2)}" width="{Number(width)}" height="18" rx="2" fill="{Colour(span.Kind)}"><title>{Escape(container.Name)}: {Word(span.Kind)} {TerminalTimeline.Seconds(span.Length)}</title></rect>""");
        }
        svg.Add($"""<text class="small" x="{Number(left + Bars + 12)}" y="{Number(y + 15)}">{Notes(container)}</text>""");
    }

    private static string Notes(ContainerTimeline container)
    {
        var parts = container.Spans.Where(span => span.Length > TimeSpan.Zero).Select(span => $"{Word(span.Kind)} {TerminalTimeline.Seconds(span.Length)}").TakeLast(2).ToList();
        if (container.Spans.Count == 0) parts.Add("not started");
        if (container.ExitCode is { } code) parts.Add($"exit {code}");
        return string.Join(", ", parts);
    }

    private static string Legend(double x, SpanKind kind) =>
        $"""<rect x="{x}" y="0" width="14" height="12" rx="2" fill="{Colour(kind)}"/><text class="small" x="{x + 20}" y="10">{Word(kind)}</text>""";

    private static string Word(SpanKind kind) => kind.ToString().ToLowerInvariant();

    private static string Colour(SpanKind kind) => kind switch
    {
        SpanKind.Waited => "#d4a72c",
        SpanKind.Ran => "#2da44e",
        _ => "#4aa3df",
    };
}
