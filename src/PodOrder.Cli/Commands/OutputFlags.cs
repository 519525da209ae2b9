using System.CommandLine;
using PodOrder.Cli.Diffs;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Injecting;
using PodOrder.Cli.Terminals;
using Spectre.Console;

namespace PodOrder.Cli.Commands;

/// <summary>How changed manifests leave the program.</summary>
internal sealed class OutputFlags
{
    private readonly Option<bool> _diff = new("--diff") { Description = "Show what changes, as a unified diff, instead of the manifests." };
    private readonly Option<bool> _write = new("--write", "-w") { Description = "Change the files in place instead of writing to standard output." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Do not say on standard error what was done; refusals and warnings are still told." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_diff, _write, _quiet]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_diff) && result.GetValue(_write)) result.AddError("--diff shows what --write would do; give one of the two.");
        });
    }

    /// <summary>Writes them, or where one was refused nothing at all: half of a file must not be applied.</summary>
    public int Write(ParseResult parsed, Terminal terminal, IReadOnlyList<ChangedFile> files)
    {
        var reports = files.SelectMany(file => file.Reports).ToList();
        foreach (var report in reports.Where(report => report.Severity != Severity.Note || !parsed.GetValue(_quiet))) report.WriteTo(terminal.Errors);
        if (reports.Any(report => report.Severity == Severity.Error)) return ExitCode.Finding;

        if (parsed.GetValue(_diff)) ShowDiff(terminal, files);
        else if (parsed.GetValue(_write)) WriteFiles(files);
        else WriteOutput(files);
        return ExitCode.Success;
    }

    private static void ShowDiff(Terminal terminal, IReadOnlyList<ChangedFile> files)
    {
        foreach (var line in files.SelectMany(file => UnifiedDiff.Of(file.File.Name, file.File.Text, file.Text)))
        {
            var style = line switch
            {
                ['-', '-', '-', ..] or ['+', '+', '+', ..] => "bold",
                ['-', ..] => "red",
                ['+', ..] => "green",
                ['@', ..] => "aqua",
                _ => "default",
            };
            terminal.Lines.Write(new Text(line + "\n", Style.Parse(style)));
        }
    }

    private static void WriteFiles(IReadOnlyList<ChangedFile> files)
    {
        foreach (var file in files.Where(file => file.Text != file.File.Text))
        {
            if (file.File.Name == "stdin") throw new CommandException(ExitCode.Usage, "standard input cannot be written in place; leave --write out");
            File.WriteAllBytes(file.File.Name, file.File.Encode(file.Text));
        }
    }

    private static void WriteOutput(IReadOnlyList<ChangedFile> files)
    {
        using var output = Console.OpenStandardOutput();
        for (var i = 0; i < files.Count; i++)
        {
            // Several files become one stream: each but the first begins a document of its own.
            if (i > 0 && !files[i].Text.StartsWith("---", StringComparison.Ordinal)) output.Write("---\n"u8);
            var text = i + 1 < files.Count && !files[i].Text.EndsWith('\n') ? files[i].Text + "\n" : files[i].Text;
            output.Write(i == 0 ? files[i].File.Encode(text) : System.Text.Encoding.UTF8.GetBytes(text));
        }
    }
}
