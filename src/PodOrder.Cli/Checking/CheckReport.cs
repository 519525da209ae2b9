using System.Text.Json;
using PodOrder.Cli.Terminals;
using Spectre.Console;

namespace PodOrder.Cli.Checking;

/// <summary>Writes what was checked.</summary>
internal static class CheckReport
{
    public static void Write(Terminal terminal, IReadOnlyList<CheckResult> results)
    {
        foreach (var category in results.GroupBy(result => result.Category))
        {
            terminal.Lines.MarkupLineInterpolated($"[bold]{category.Key}[/]");
            foreach (var result in category)
            {
                var (mark, colour) = result.Outcome switch
                {
                    CheckOutcome.Passed => ("✓", "green"),
                    CheckOutcome.Doubtful => ("‼", "yellow"),
                    _ => ("✗", "red"),
                };
                terminal.Lines.MarkupLine($"  [{colour}]{mark}[/] {Markup.Escape(result.Message)}");
            }
            terminal.Lines.WriteLine();
        }
        terminal.Lines.MarkupLine(results.Max(result => result.Outcome) switch
        {
            CheckOutcome.Passed => "[green]All is well.[/]",
            CheckOutcome.Doubtful => "[yellow]Nothing is known to be wrong; look at what is marked ‼.[/]",
            _ => "[red]Something does not work; look at what is marked ✗.[/]",
        });
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<CheckResult> results)
    {
        json.WriteStartArray();
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("category", result.Category);
            json.WriteString("outcome", result.Outcome.ToString().ToLowerInvariant());
            json.WriteString("message", result.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
