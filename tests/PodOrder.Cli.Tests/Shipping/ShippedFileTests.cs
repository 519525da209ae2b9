using PodOrder.Cli.Tests.Cluster;
using PodOrder.Cli.Tests.Running;

namespace PodOrder.Cli.Tests.Shipping;

/// <summary>The file that is shipped is compiled ahead of time, and says what the other build says.</summary>
public sealed class ShippedFileTests
{
    private const long LargestFile = 32 << 20;
    private static readonly string _file = Repository.PathOf("out/linux-x64/kubectl-podorder");

    [Theory]
    [InlineData("inject", "-f", "examples", "--diff")]
    [InlineData("check", "-f", "examples", "-o", "json")]
    [InlineData("explain", "-f", "examples/fan-out-fan-in.yaml", "-o", "svg")]
    [InlineData("explain", "--help")]
    [InlineData("check")]
    [InlineData("explain", "build")]
    [InlineData("timeline", "build", "-o", "json")]
    [InlineData("status", "build", "--color=always")]
    [InlineData("__complete", "status", "")]
    public async Task It_says_what_the_build_of_the_tests_says(params string[] arguments)
    {
        Demand();
        await using var cluster = await RecordedCluster.StartAsync(Repository.PathOf("tests/PodOrder.Cli.Tests/Clusters/healthy"));
        var environment = new Dictionary<string, string> { ["KUBECONFIG"] = cluster.Kubeconfig };
        var expected = await CliProcess.RunAsync(arguments, environment: environment);
        var said = await CliProcess.RunAsync(arguments, environment: environment, program: _file);
        Assert.Equal(WithoutTime(expected), WithoutTime(said));
    }

    [Fact]
    public void It_is_one_file_of_a_decent_size()
    {
        Demand();
        Assert.InRange(new FileInfo(_file).Length, 1 << 20, LargestFile);
    }

    private static void Demand()
    {
        const string lack = "out/linux-x64/kubectl-podorder is not there: ./build.sh cli";
        if (File.Exists(_file)) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(lack);
        Assert.Skip(lack);
    }

    private static CliRun WithoutTime(CliRun run) => run with { Output = System.Text.RegularExpressions.Regex.Replace(run.Output, @"\d\d:\d\d:\d\d", "HH:MM:SS") };
}
