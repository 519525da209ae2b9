using System.CommandLine;
using PodOrder.Cli.Completing;

namespace PodOrder.Cli.Commands;

/// <summary><c>kubectl podorder completion</c>: scripts that let shells complete its command line.</summary>
internal static class CompletionCommand
{
    public static Command Build()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish (for kubectl-podorder itself) or kubectl (for `kubectl podorder`, in every shell that completes kubectl)." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "kubectl");
        var command = new DocumentedCommand("completion", "Writes a script that lets a shell, or kubectl, complete this program's command line.", """
            Examples:
              kubectl podorder completion kubectl > ~/.local/bin/kubectl_complete-podorder && chmod +x ~/.local/bin/kubectl_complete-podorder
              source <(kubectl podorder completion bash)
            """);
        command.Arguments.Add(shell);
        command.SetAction(parsed => Console.Out.Write(parsed.GetValue(shell) switch
        {
            "bash" => CompletionScripts.Bash,
            "zsh" => CompletionScripts.Zsh,
            "fish" => CompletionScripts.Fish,
            _ => CompletionScripts.Kubectl,
        }));
        return command;
    }
}
