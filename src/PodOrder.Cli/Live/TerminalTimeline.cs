using System.Globalization;
using PodOrder.Cli.Terminals;
using Spectre.Console;

namespace PodOrder.Cli.Live;

/// <summary>Draws a Pod's life for the terminal, a bar for each container.</summary>
internal static class TerminalTimeline
{
    private const int NarrowestBar = 20, WidthOfNotes = 34;

    public static void Write(Terminal terminal, PodTimeline timeline)
    {
        var names = timeline.Containers.Select(container => container.Name.Length).DefaultIfEmpty(0).Max();
        var width = Math.Clamp(terminal.Width - names - WidthOfNotes - 6, NarrowestBar, 100);
        terminal.Lines.MarkupLineInterpolated($"[bold]{timeline.Subject}[/] [grey]from {timeline.Start.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}, {Seconds(timeline.Length)}[/]");
        terminal.Lines.MarkupLine("[yellow]░[/] waited  [green]█[/] ran  [aqua]▓[/] parked\n");
        foreach (var container in timeline.Containers)
            terminal.Lines.MarkupLine($"  [bold]{Markup.Escape(container.Name.PadRight(names))}[/]  {Bar(timeline, container, width)}  {Notes(container)}".TrimEnd());
        var (line, labels) = Axis(timeline, width);
        terminal.Lines.MarkupLine($"  {new string(' ', names)}  [grey]{line}[/]");
        terminal.Lines.MarkupLine($"  {new string(' ', names)}  [grey]{labels}[/]");
    }

    /// <summary>A duration as precise as it deserves.</summary>
    public static string Seconds(TimeSpan length) => length < TimeSpan.FromMinutes(1)
        ? length.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s"
        : Hints.Duration.Print(TimeSpan.FromSeconds(Math.Round(length.TotalSeconds)));

    private static string Bar(PodTimeline timeline, ContainerTimeline container, int width)
    {
        var cells = new SpanKind?[width];
        foreach (var span in container.Spans)
        {
            var from = Math.Clamp((int)Math.Round((span.From - timeline.Start) / timeline.Length * width), 0, width - 1);
            var to = Math.Clamp((int)Math.Round((span.To - timeline.Start) / timeline.Length * width), from + 1, width);
            // Whatever happened is seen, however short it was.
            Array.Fill(cells, span.Kind, from, to - from);
        }
        return string.Concat(cells.Select(cell => cell switch
        {
            SpanKind.Waited => "[yellow]░[/]",
            SpanKind.Ran => "[green]█[/]",
            SpanKind.Parked => "[aqua]▓[/]",
            _ => " ",
        }));
    }

    private static string Notes(ContainerTimeline container)
    {
        if (container.Spans.Count == 0) return "[grey]not started[/]";
        var parts = new List<string>();
        if (container.Total(SpanKind.Waited) is { Ticks: > 0 } waited) parts.Add($"[yellow]{Seconds(waited)}[/]");
        if (container.Total(SpanKind.Ran) is { Ticks: > 0 } ran) parts.Add($"[green]{Seconds(ran)}[/]");
        if (container.Total(SpanKind.Parked) is { Ticks: > 0 } parked) parts.Add($"[aqua]{Seconds(parked)}[/]");
        if (container.ExitCode is { } code) parts.Add(code == 0 ? "[green]✓ 0[/]" : $"[red]✗ {code}[/]");
        if (container.Restarts > 0) parts.Add($"[red]↻ {container.Restarts}[/]");
        return string.Join("  ", parts);
    }

    // A mark where the time is a round number, and no more of them than there is room for.
    private static (string Line, string Labels) Axis(PodTimeline timeline, int width)
    {
        var (line, labels) = (new string('─', width).ToCharArray(), new string(' ', width + 8).ToCharArray());
        foreach (var at in TimeAxis.Marks(timeline.Length, width / 10))
        {
            var place = Math.Min(width - 1, (int)Math.Round(at / timeline.Length * width));
            line[place] = '┴';
            var label = Hints.Duration.Print(at);
            label.CopyTo(0, labels, place, Math.Min(label.Length, labels.Length - place));
        }
        return (new string(line), new string(labels).TrimEnd());
    }
}
