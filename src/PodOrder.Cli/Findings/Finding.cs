using System.Globalization;
using Spectre.Console;

namespace PodOrder.Cli.Findings;

/// <summary>Something found in a manifest.</summary>
/// <param name="File">The file, or <c>stdin</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Severity">What it means.</param>
/// <param name="Subject">The object: <c>Deployment/shop</c>.</param>
/// <param name="Message">One sentence.</param>
internal sealed record Finding(string File, int Line, int Column, Severity Severity, string Subject, string Message)
{
    /// <summary>Where, as compilers say it, so that editors find it.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");

    public string Word => Severity.ToString().ToLowerInvariant();

    public void WriteTo(IAnsiConsole console)
    {
        var colour = Severity switch
        {
            Severity.Error => "red",
            Severity.Warning => "yellow",
            _ => "green",
        };
        console.MarkupLine($"[bold]{Markup.Escape(Place)}[/]: [{colour}]{Word}[/]: {Markup.Escape(Subject)}: {Markup.Escape(Message)}");
    }
}
