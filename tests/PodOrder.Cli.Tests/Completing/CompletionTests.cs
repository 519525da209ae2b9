using PodOrder.Cli.Tests.Cluster;
using PodOrder.Cli.Tests.Running;
using PodOrder.Webhook.Tests;

namespace PodOrder.Cli.Tests.Completing;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("", "check completion explain inject status timeline uninject :4")]
    [InlineData("st", "status :4")]
    [InlineData("explain -o ", "json mermaid svg text :4")]
    [InlineData("explain -o m", "mermaid :4")]
    [InlineData("explain --out", "--output :4")]
    [InlineData("inject -f ", ":0")]
    [InlineData("status bu", "build :4")]
    [InlineData("status ", "before build old :4")]
    [InlineData("status -n shop b", "before build :4")]
    [InlineData("completion z", "zsh :4")]
    public async Task A_shell_is_told_what_may_come_next(string line, string answer)
    {
        await using var cluster = await RecordedCluster.StartAsync(Repository.PathOf("tests/PodOrder.Cli.Tests/Clusters/healthy"));
        var run = await CliProcess.RunAsync(["__complete", .. line.Split(' ')], environment: new Dictionary<string, string> { ["KUBECONFIG"] = cluster.Kubeconfig });
        Assert.Equal(answer, run.Output.Trim().Replace('\n', ' '));
    }

    [Fact]
    public async Task Without_a_cluster_there_are_no_Pods_and_no_complaint()
    {
        var run = await CliProcess.RunAsync(["__complete", "status", ""], environment: new Dictionary<string, string> { ["KUBECONFIG"] = "/nowhere" });
        Assert.Equal((0, ":4\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Bash_completes_by_the_script()
    {
        const string ask = "source <(kubectl-podorder completion bash); COMP_WORDS=(kubectl-podorder explain -o m); COMP_CWORD=3; _kubectl_podorder; [ \"${COMPREPLY[*]}\" = mermaid ]";
        await Tools.RunAsync("bash", "-c", $"PATH='{AppContext.BaseDirectory}':$PATH; {ask}");
    }

    [Theory]
    [InlineData("bash", "bash")]
    [InlineData("kubectl", "sh")]
    [InlineData("zsh", "zsh")]
    [InlineData("fish", "fish")]
    public async Task A_script_is_one_that_its_shell_understands(string script, string shell)
    {
        Tools.Demand(shell);
        var run = await CliProcess.RunAsync(["completion", script]);
        await Tools.FeedAsync(run.Output, shell, shell == "fish" ? "--no-execute" : "-n");
    }
}
