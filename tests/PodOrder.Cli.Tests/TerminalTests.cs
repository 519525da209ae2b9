using PodOrder.Cli.Tests.Running;

namespace PodOrder.Cli.Tests;

/// <summary>What is written depends on who reads it.</summary>
public sealed class TerminalTests
{
    private static readonly string[] _explain = ["explain", "-f", "examples/fan-out-fan-in.yaml"];

    [Fact]
    public async Task What_goes_into_a_pipe_has_no_colours() => Assert.DoesNotContain('\e', (await CliProcess.RunAsync(_explain)).Output);

    [Fact]
    public async Task Colours_can_be_asked_for() => Assert.Contains("\e[", (await CliProcess.RunAsync([.. _explain, "--color=always"])).Output);

    [Fact]
    public async Task A_terminal_without_Unicode_gets_ASCII()
    {
        var run = await CliProcess.RunAsync(_explain, environment: new Dictionary<string, string> { ["LC_ALL"] = "POSIX" });
        Assert.Contains("  * | |  largest\n", run.Output);
        Assert.DoesNotContain(run.Output, character => character > 127);
    }

    [Theory]
    [InlineData("inject")]
    [InlineData("uninject")]
    [InlineData("check")]
    [InlineData("explain")]
    [InlineData("status")]
    [InlineData("timeline")]
    public async Task Every_command_has_help_with_examples(string command)
    {
        var run = await CliProcess.RunAsync([command, "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Examples:\n  kubectl podorder " + command, run.Output.Replace("kubectl get deployment shop -o yaml | ", ""));
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 180, line));
    }

    [Theory]
    [InlineData("inject", "Option '--filename' is required.\nSee 'kubectl podorder inject --help'.\n")]
    [InlineData("inject -f nowhere.yaml", "nowhere.yaml: there is no such file or folder\n")]
    [InlineData("inject -f src/PodOrder.Cli/Program.cs", "src/PodOrder.Cli/Program.cs:1:1: this is no manifest: a document is a map with apiVersion and kind\n")]
    [InlineData("inject -f docs/model", "docs/model: there is no .yaml, .yml or .json file in this folder\n")]
    [InlineData("inject -f examples --diff --write", "--diff shows what --write would do; give one of the two.\n")]
    [InlineData("explain", "Name what to explain: a POD of the cluster, or manifests with -f FILE.\n")]
    [InlineData("explain -f examples -o svg", "a picture shows one Pod, and these manifests have ")]
    [InlineData("status", "Required argument 'POD' missing for command: 'status'.\n")]
    [InlineData("chek", "Unrecognized command or argument 'chek'.\nSee 'kubectl podorder --help'.\n")]
    public async Task A_wrong_command_line_is_answered_with_a_sentence(string arguments, string sentence)
    {
        var run = await CliProcess.RunAsync(arguments.Split(' '));
        Assert.StartsWith(sentence, run.Error);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }
}
