using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using PodOrder.Cli.Commands;
using PodOrder.Cli.Completing;

namespace PodOrder.Cli;

/// <summary>What the program's arguments ask for.</summary>
internal static class CommandLine
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var global = new GlobalFlags();
        var root = Root(global);
        if (CompletionAnswer.TryWrite(root, args, Console.Out)) return ExitCode.Success;
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not CommandHelp)
        {
            // Whoever misspells a command has given one.
            foreach (var error in parsed.Errors.Skip(parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command is RootCommand ? 1 : 0)) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"See 'kubectl podorder{string.Concat(Path(parsed.CommandResult).Select(name => " " + name))} --help'.");
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandException ended)
        {
            await Console.Error.WriteLineAsync(ended.Message);
            return ended.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static RootCommand Root(GlobalFlags global)
    {
        var root = new RootCommand("PodOrder: the containers of a Pod start in the order that its annotations ask for.");
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new CommandHelp((HelpAction)help.Action!, """
            Examples:
              kubectl podorder check -f shop.yaml         what would be refused, and where
              kubectl podorder explain -f shop.yaml       who waits for whom, and how
              kubectl podorder status shop-7d9f           what each container waits for now

            Exit codes: 0 done; 1 a hint was refused or a check found something; 2 a wrong flag, or a file that cannot be read; 3 the cluster or a registry could not be asked.
            """);
        global.AddTo(root);
        root.Subcommands.Add(new CheckCommand(global).Build());
        root.Subcommands.Add(CompletionCommand.Build());
        root.Subcommands.Add(new ExplainCommand(global).Build());
        root.Subcommands.Add(new InjectCommand(global).Build());
        root.Subcommands.Add(new StatusCommand(global).Build());
        root.Subcommands.Add(new TimelineCommand(global).Build());
        root.Subcommands.Add(new UninjectCommand(global).Build());
        return root;
    }

    private static IEnumerable<string> Path(CommandResult command) =>
        command.Parent is CommandResult parent ? Path(parent).Append(command.Command.Name) : [];
}
