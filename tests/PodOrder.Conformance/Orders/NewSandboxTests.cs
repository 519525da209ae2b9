using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>What a new sandbox makes void, and what it does not.</summary>
public sealed class NewSandboxTests
{
    private const string RunsInTurn = "echo run >> /shared/runs; echo dependency runs; sleep 0.5; echo dependency succeeds; sleep 0.3";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_Always_everything_runs_again_in_order(bool reboot)
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "Always", RunsInTurn).ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        await RecreateAsync(pod, reboot);
        await pod.Until(() => SaidAgain(pod, "waiter", "waiter runs") is not null);
        Assert.Equal(2, Runs(pod));
        var gap = SaidAgain(pod, "waiter", "waiter runs") - SaidAgain(pod, "dependency", "dependency succeeds");
        Assert.True(gap >= TimeSpan.FromMilliseconds(250), $"{gap}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_OnFailure_what_has_succeeded_is_not_run_again_and_its_waiter_starts(bool reboot)
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "OnFailure", RunsInTurn).ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs") && pod.Run("dependency").ExitCode == 0);
        await RecreateAsync(pod, reboot);
        await pod.Until(() => SaidAgain(pod, "waiter", "waiter runs") is not null);
        Assert.Equal(1, Runs(pod));
        Assert.Equal(2, pod.Starts("podorder-install"));
    }

    [Fact]
    public async Task Under_OnFailure_a_dependency_that_had_not_succeeded_is_waited_for_again()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "OnFailure", "echo up; until [ -e /shared/well ]; do sleep 0.1; done").ToString());
        await pod.Until(() => pod.Said("dependency", "up"));
        await pod.Reboot();
        await pod.Until(() => pod.Timeline.Lines.Any(line => line is { Container: "waiter", Attempt: 1 } && line.Text.Contains("waiting for dependency", StringComparison.Ordinal)));
        Assert.False(pod.Said("waiter", "waiter runs"));
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
    }

    [Fact]
    public async Task Under_Never_the_Pod_is_not_started_again()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "Never", "echo up; exec sleep 60").ToString());
        await pod.Until(() => pod.Said("dependency", "up"));
        await pod.Reboot();
        await pod.UntilEnded();
        Assert.Equal(1, pod.Starts("podorder-install"));
        Assert.False(pod.Said("waiter", "waiter runs"));
    }

    [Fact]
    public async Task A_waiter_probes_the_new_address_of_the_Pod()
    {
        var chain = new Chain("ready", "Always", "echo up; sleep 0.3; exec nc -ll -p 8080 -e true") { DependencyFields = "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        await pod.Reboot();
        await pod.Until(() => SaidAgain(pod, "waiter", "waiter runs") is not null);
        Assert.True(SaidAgain(pod, "waiter", "waiter runs") - SaidAgain(pod, "dependency", "up") >= TimeSpan.FromMilliseconds(250));
    }

    private static async Task RecreateAsync(PodRun pod, bool reboot)
    {
        if (reboot)
            await pod.Reboot();
        else
            pod.LoseSandbox();
    }

    private static TimeSpan? SaidAgain(PodRun pod, string container, string text) =>
        pod.Timeline.Lines.FirstOrDefault(line => line.Container == container && line.Attempt > 0 && line.Text == text)?.At;

    private static int Runs(PodRun pod) => File.ReadAllLines(Path.Combine(pod.PathOf("shared"), "runs")).Length;
}
