using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PodOrder.Cli.Commands;

/// <summary>Help that goes on behind the flags.</summary>
/// <param name="summary">The help that stands before that.</param>
/// <param name="details">What is said of the program as a whole.</param>
internal sealed class CommandHelp(HelpAction summary, string details) : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = summary.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(parseResult.CommandResult.Command switch
        {
            DocumentedCommand command => command.Details,
            RootCommand => details,
            _ => "",
        });
        return exitCode;
    }
}
