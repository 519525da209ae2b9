using PodOrder.Documentation.Commands;
using PodOrder.Documentation.Pages;

namespace PodOrder.Documentation;

/// <summary>Every command that a page shows is run, and prints what the page says.</summary>
public sealed class CommandTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    // What is not run from here, and why that is no loss.
    private static readonly IReadOnlyDictionary<string, string> _elsewhere = new Dictionary<string, string>
    {
        ["./run.sh"] = "serves until it is interrupted",
        ["./test.sh"] = "is what runs this test",
        ["docker build"] = "needs a container engine",
    };

    public static TheoryData<string> OnCluster => [.. Steps.Where(step => IsOnCluster(step.Command)).Select(step => step.Fence.Path).Distinct()];

    private static IEnumerable<Step> Steps => Page.All.SelectMany(StepsOf);

    [Fact]
    public void Every_command_is_run_or_it_is_said_why_not() => Assert.All(Steps, step => Assert.True(
        IsLocal(step.Command) || IsOnCluster(step.Command) || _elsewhere.Keys.Any(known => step.Command.StartsWith(known, StringComparison.Ordinal)),
        $"{step} is run by no test"));

    [Fact]
    public void A_command_that_needs_no_cluster_prints_what_its_page_says() => Assert.All(Steps.Where(step => IsLocal(step.Command)), step =>
    {
        Assert.True(Plugin.IsBuilt, "The plugin is not built: ./build.sh cli");
        Follow(step, TimeSpan.Zero);
    });

    /// <summary>Each page is followed from top to bottom, as its reader does.</summary>
    [Theory]
    [MemberData(nameof(OnCluster))]
    public void A_page_can_be_followed_on_a_cluster(string path)
    {
        Cluster.Demand();
        foreach (var step in StepsOf(Page.Named(path)).Where(step => IsOnCluster(step.Command) || IsLocal(step.Command))) Follow(step, _patience);
    }

    // A reader who looks too early looks again; what changes something is done once.
    private static void Follow(Step step, TimeSpan patience)
    {
        var deadline = DateTimeOffset.UtcNow + (OnlyLooks(step.Command) ? patience : TimeSpan.Zero);
        string printed;
        while (!step.Promises(printed = Shell.Run(step.Command)) && DateTimeOffset.UtcNow < deadline) Thread.Sleep(500);
        Assert.True(step.Promises(printed), $"{step}\nprinted\n{printed}\nnot\n{string.Join('\n', step.Output)}");
    }

    private static bool OnlyLooks(string command) => command.Split(' ') is ["kubectl", "get" or "logs" or "describe" or "exec" or "wait", ..] or ["kubectl", "podorder", "status" or "explain" or "check" or "timeline", ..];

    private static bool IsLocal(string command) => command.StartsWith("kubectl podorder", StringComparison.Ordinal) && command.Contains(" -f ", StringComparison.Ordinal);

    private static bool IsOnCluster(string command) => !IsLocal(command) && (command.Contains("kubectl ", StringComparison.Ordinal) || command.StartsWith("helm ", StringComparison.Ordinal));

    private static IEnumerable<Step> StepsOf(Page page) => page.Fences.Where(fence => fence.Language == "console").SelectMany(Step.Of);
}
