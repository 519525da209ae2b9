namespace PodOrder.Cli;

/// <summary>Ends a command. The message is one sentence for whoever called it.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
