using PodOrder.Hints;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PodOrder.Cli.Live;

/// <summary>Shows a Pod at a moment as a table.</summary>
internal static class LiveTable
{
    private static readonly string[] _spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    public static IRenderable Of(LivePod pod, DateTimeOffset now, int tick = 0)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true, UseSafeBorder = false };
        table.AddColumn(new TableColumn("").Padding(2, 0, 1, 0).NoWrap());
        table.AddColumn(new TableColumn("[grey]CONTAINER[/]").Padding(0, 0, 2, 0).NoWrap());
        table.AddColumn(new TableColumn("[grey]STATE[/]").Padding(0, 0, 2, 0).NoWrap());
        table.AddColumn(new TableColumn("[grey]SINCE[/]").Padding(0, 0, 2, 0).NoWrap().RightAligned());
        table.AddColumn(new TableColumn("[grey]WAITING FOR[/]"));
        foreach (var container in pod.Containers)
        {
            var (mark, colour) = Mark(container.Kind, tick);
            var text = container.Kind == LiveKind.Waiting ? $"[yellow]{Markup.Escape(container.Text)}[/]" : $"[grey]{Markup.Escape(container.Text)}[/]";
            table.AddRow($"[{colour}]{mark}[/]", $"[bold]{Markup.Escape(container.Name)}[/]", $"[{colour}]{container.Word}[/]", Age(container.Since, now), text);
        }
        var summary = pod.Waiters.Count == 0 ? "nothing waits" : $"{pod.WaitsOver} of {pod.Waiters.Count} waits are over";
        return new Rows(
            new Markup($"[bold]Pod/{Markup.Escape(pod.Name)}[/] [grey]in {Markup.Escape(pod.Namespace)}[/]  {Markup.Escape(pod.Phase)}  [grey]{summary}[/]"),
            new Text(""),
            table);
    }

    public static string Age(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } begin ? Duration.Print(TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - begin).TotalSeconds)))) : "";

    private static (string Mark, string Colour) Mark(LiveKind kind, int tick) => kind switch
    {
        LiveKind.NotStarted => ("·", "grey"),
        LiveKind.Waiting => (_spinner[tick % _spinner.Length], "yellow"),
        LiveKind.Running => ("●", "green"),
        LiveKind.Parked => ("◉", "aqua"),
        LiveKind.Succeeded => ("✓", "green"),
        LiveKind.Failed => ("✗", "red"),
        _ => ("↻", "red"),
    };
}
