using PodOrder.Cli.Drawing;
using PodOrder.Cli.Terminals;
using PodOrder.Explanations;
using PodOrder.Hints;
using Spectre.Console;

namespace PodOrder.Cli.Explaining;

/// <summary>Draws an explanation for the terminal: the containers in their order, with rails that lead from each to those that wait for it.</summary>
internal static class TerminalExplanation
{
    private const int NarrowestText = 40;
    private static readonly string[] _colours = ["aqua", "yellow", "fuchsia", "green", "blue", "red"];

    public static void Write(Terminal terminal, ExplainedPod pod)
    {
        terminal.Lines.MarkupLineInterpolated($"[bold]{pod.Subject}[/] [grey]({pod.Place})[/]");
        if (pod.Explanation is not { } explanation)
        {
            terminal.Lines.MarkupLine("  nothing asks for an order: it is left alone\n");
            return;
        }
        terminal.Lines.WriteLine();
        WriteGraph(terminal, explanation);
        if (explanation.Timeout is { } timeout) terminal.Lines.MarkupLineInterpolated($"\n  no container waits longer than {Duration.Print(timeout)}");
        foreach (var name in explanation.NotThere) terminal.Lines.MarkupLineInterpolated($"\n  [yellow]‼[/] there is no container \"{name}\" here; another webhook may still add it, else the Pod is refused");
        foreach (var skipped in explanation.Skipped) terminal.Lines.MarkupLineInterpolated($"\n  [yellow]‼[/] {skipped}");
        foreach (var warning in explanation.Warnings.Except(explanation.Skipped).Where(warning => !warning.StartsWith("no container", StringComparison.Ordinal)))
            terminal.Lines.MarkupLineInterpolated($"\n  [yellow]‼[/] {warning}");
        terminal.Lines.WriteLine();
    }

    private static void WriteGraph(Terminal terminal, Explanation explanation)
    {
        var containers = explanation.Containers;
        var places = containers.Index().ToDictionary(it => it.Item.Name, it => it.Index, StringComparer.Ordinal);
        var dependencies = containers.Select(it => (IReadOnlyList<int>)[.. it.Waits.Select(wait => places[wait.Dependency]).Distinct()]).ToList();
        // How wide the rails are is known once they are drawn; how the text breaks does not change that.
        var rails = 4 + Rails.Draw(dependencies, [.. containers.Select(_ => 1)])[0].Pieces.Count;
        var isDepended = containers.Select(it => containers.Any(other => other.Waits.Any(wait => wait.Dependency == it.Name))).ToList();
        var texts = containers.Select((it, place) => Details(it, isDepended[place], Math.Max(NarrowestText, terminal.Width - rails - 4))).ToList();

        var queues = texts.Select(lines => new Queue<string>(lines)).ToList();
        foreach (var row in Rails.Draw(dependencies, [.. texts.Select(lines => lines.Count)]))
        {
            var text = row switch
            {
                { Node: { } node, IsNode: true } => Heading(containers[node], node),
                { Node: { } node } => "  " + queues[node].Dequeue(),
                _ => "",
            };
            terminal.Lines.MarkupLine($"  {string.Concat(row.Pieces.Select(piece => Paint(piece, row, containers)))} {text}".TrimEnd());
        }
    }

    private static string Heading(ContainerExplanation container, int node)
    {
        var role = container.Role switch
        {
            ContainerRole.Sidecar => " [grey](native sidecar)[/]",
            ContainerRole.Init => " [grey](init container)[/]",
            _ => "",
        };
        return $"[bold {Colour(node)}]{Markup.Escape(container.Name)}[/]{role}";
    }

    private static List<string> Details(ContainerExplanation container, bool isDepended, int width)
    {
        var lines = new List<string>();
        foreach (var wait in container.Waits) lines.AddRange(Wait(wait, width));
        foreach (var change in container.Changes) lines.AddRange(Bullet(change, width));
        if (container is { Changes.Count: 0, Role: ContainerRole.Init }) lines.Add("[grey]has ended before any other is started[/]");
        else if (container is { Changes.Count: 0, Waits.Count: 0 }) lines.Add(isDepended ? "[grey]not touched[/]" : "[grey]takes no part: not touched[/]");
        else if (container.Changes.Count == 0) lines.Add("[grey]not touched itself[/]");
        return lines;
    }

    // One line where it fits: what is waited for, how that is known, and who says so.
    private static IEnumerable<string> Wait(WaitExplanation wait, int width)
    {
        var (name, condition) = (Markup.Escape(wait.Dependency), wait.Condition.ToWord());
        var (line, length) = ($"waits for [bold]{name}[/]: [bold]{condition}[/]", $"waits for {wait.Dependency}: {condition}".Length);
        foreach (var (text, style) in ((string, string)[])[($"– {wait.How}", "default"), ($"({wait.Why})", "grey")])
        {
            if (length + 1 + text.Length <= width)
            {
                (line, length) = ($"{line} [{style}]{Markup.Escape(text)}[/]", length + 1 + text.Length);
                continue;
            }
            yield return line;
            var broken = WordWrap.Lines(text, width - 2);
            foreach (var part in broken.SkipLast(1)) yield return $"  [{style}]{Markup.Escape(part)}[/]";
            (line, length) = ($"  [{style}]{Markup.Escape(broken[^1])}[/]", 2 + broken[^1].Length);
        }
        yield return line;
    }

    private static IEnumerable<string> Bullet(string text, int width) =>
        WordWrap.Lines(text, width - 2).Select((line, index) => $"[grey]{(index == 0 ? "·" : " ")} {Markup.Escape(line)}[/]");

    private static string Paint(RailPiece piece, RailRow row, IReadOnlyList<ContainerExplanation> containers) => piece switch
    {
        { Glyph: ' ' } => " ",
        // Hollow: nothing is injected into it.
        { Glyph: '●' } when row.Node is { } node && containers[node].Changes.Count == 0 => $"[{Colour(node)}]○[/]",
        { Lane: { } lane } => $"[{Colour(lane)}]{piece.Glyph}[/]",
        _ => $"[grey]{piece.Glyph}[/]",
    };

    private static string Colour(int place) => _colours[place % _colours.Length];
}
