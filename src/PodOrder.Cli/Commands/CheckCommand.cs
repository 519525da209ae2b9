using System.CommandLine;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Terminals;
using Spectre.Console;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder check</c>: what is wrong with manifests.</summary>
internal sealed class CheckCommand(GlobalFlags global)
{
    private readonly ManifestFlags _manifests = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "How findings are written: text, one line each, or json.",
        DefaultValueFactory = _ => "text",
        HelpName = "text|json",
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Exit code 1 for warnings too." };

    public Command Build()
    {
        _output.AcceptOnlyFromAmong("text", "json");
        var command = new DocumentedCommand("check", "Says what is wrong with the hints of manifests: what the webhook would refuse or warn of, and where it stands.", """
            A finding is a line: FILE:LINE:COLUMN: error|warning: OBJECT: what is wrong and what to write instead.
            Commands that a manifest leaves to its image are supposed to be known; whether they are is found out when a Pod is made.

            Examples:
              kubectl podorder check -f manifests/
              helm template shop | kubectl podorder check -f - --strict
            """);
        command.Options.Add(_manifests.Files);
        command.Options.Add(_output);
        command.Options.Add(_strict);
        command.SetAction(parsed => CheckFiles(parsed, global.Terminal(parsed)));
        return command;
    }

    private int CheckFiles(ParseResult parsed, Terminal terminal)
    {
        var files = _manifests.Read(parsed);
        var findings = files.SelectMany(TemplateFindings.Of).ToList();
        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(json => JsonFindings.Write(json, findings));
        }
        else
        {
            foreach (var finding in findings) finding.WriteTo(terminal.Lines);
            var (errors, warnings) = (findings.Count(it => it.Severity == Severity.Error), findings.Count(it => it.Severity == Severity.Warning));
            var templates = files.Sum(file => file.Documents.Sum(document => document.Templates.Count));
            terminal.Errors.MarkupLineInterpolated($"{Count(templates, "Pod or Pod template", "Pods and Pod templates")} checked: {Count(errors, "error", "errors")}, {Count(warnings, "warning", "warnings")}");
        }
        var worst = parsed.GetValue(_strict) ? Severity.Warning : Severity.Error;
        return findings.Any(finding => finding.Severity <= worst) ? ExitCode.Finding : ExitCode.Success;
    }

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
