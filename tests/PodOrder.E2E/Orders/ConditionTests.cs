using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Orders;

/// <summary>The four conditions under the three restart policies, on a real kubelet: the table of docs/matrix.md.</summary>
public sealed class ConditionTests
{
    private const string Waiter = "test -e /work/done && echo saw it; sleep 1";
    private const string StayingWaiter = "test -e /work/done && echo saw it; exec sleep 3600";

    /// <summary>A dependency that fails at first and succeeds when it is run again.</summary>
    private const string SecondTime = "if [ -e /work/tried ]; then touch /work/done; exit 0; fi; touch /work/tried; sleep 1; exit 3";

    [Theory]
    [InlineData("Never")]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public async Task Started_holds_when_the_dependency_has_been_launched(string policy)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:started -> waiter", policy,
            Manifest.Container("waiter", "exec sleep 3600"),
            Manifest.Container("dep", "exec sleep 3600")));
        var pod = await space.UntilAsync("pod", it => it.IsReady);
        Assert.Equal((0, 0), (pod["dep"].Restarts, pod["waiter"].Restarts));
        Assert.Contains("waiting for dep: started", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Never")]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public async Task Ready_holds_when_the_dependencys_probe_passes(string policy)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:ready -> waiter", policy,
            Manifest.Container("waiter", StayingWaiter),
            Manifest.Container("dep", "sleep 4; touch /work/done; mkdir /tmp/www; exec httpd -f -p 8080 -h /tmp/www", "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}")));
        var pod = await space.UntilAsync("pod", it => it.IsReady);
        Assert.Equal((0, 0), (pod["dep"].Restarts, pod["waiter"].Restarts));
        Assert.Contains("saw it", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completed", "Never")]
    [InlineData("completed", "OnFailure")]
    [InlineData("succeeded", "Never")]
    [InlineData("succeeded", "OnFailure")]
    public async Task A_dependency_that_ends_well_lets_the_waiter_run_and_the_Pod_succeed(string condition, string policy)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", $"dep:{condition} -> waiter", policy,
            Manifest.Container("waiter", Waiter), Manifest.Container("dep", "sleep 3; touch /work/done")));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal("Succeeded", pod.Phase);
        Assert.Contains("saw it", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("succeeded")]
    public async Task Under_Always_a_dependency_that_ends_well_parks_and_the_Pod_gets_and_stays_ready(string condition)
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", $"dep:{condition} -> waiter", "Always",
            Manifest.Container("waiter", StayingWaiter), Manifest.Container("dep", "sleep 3; echo once; touch /work/done")));
        await space.UntilAsync("pod", it => it.IsReady && it["waiter"].IsRunning);
        await Eventually.HoldsAsync(async () => (await space.LogsAsync("pod", "waiter")).Contains("saw it", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken); // without parking it would have been run again by now
        var pod = await space.PodAsync("pod");
        Assert.True(pod.IsReady, pod.Summary);
        Assert.Equal((0, 0), (pod["dep"].Restarts, pod["waiter"].Restarts));
    }

    [Fact]
    public async Task Under_Never_completed_holds_after_a_failure_too()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:completed -> waiter", "Never",
            Manifest.Container("waiter", Waiter), Manifest.Container("dep", "sleep 2; touch /work/done; exit 3")));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal(("Failed", 3, 0), (pod.Phase, pod["dep"].ExitCode!.Value, pod["waiter"].ExitCode!.Value));
    }

    [Fact]
    public async Task Under_Never_a_failure_ends_those_who_wait_for_success_with_121_down_the_graph()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter:succeeded -> last", "Never",
            Manifest.Container("last", "echo never"), Manifest.Container("waiter", "echo never"), Manifest.Container("dep", "sleep 2; exit 3")));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal(("Failed", 3, 121, 121), (pod.Phase, pod["dep"].ExitCode!.Value, pod["waiter"].ExitCode!.Value, pod["last"].ExitCode!.Value));
        Assert.Contains("dep", pod["waiter"].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\nnever", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_OnFailure_a_dependency_is_run_again_until_it_succeeds_and_the_waiter_goes_on_waiting()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "OnFailure",
            Manifest.Container("waiter", Waiter), Manifest.Container("dep", SecondTime)));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal(("Succeeded", 1, 0), (pod.Phase, pod["dep"].Restarts, pod["waiter"].Restarts));
        Assert.Contains("saw it", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_OnFailure_completed_holds_after_the_first_failure()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:completed -> waiter", "OnFailure",
            Manifest.Container("waiter", "test -e /work/done || echo first failure seen"), Manifest.Container("dep", SecondTime)));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal(("Succeeded", 1), (pod.Phase, pod["dep"].Restarts));
        Assert.Contains("first failure seen", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_Always_a_failing_dependency_is_restarted_visibly_and_parks_when_it_succeeds()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Always",
            Manifest.Container("waiter", StayingWaiter), Manifest.Container("dep", SecondTime)));
        var failing = await space.UntilAsync("pod", it => it["dep"].LastExitCode == 3);
        Assert.Equal(1, failing["dep"].Restarts);
        var pod = await space.UntilAsync("pod", it => it.IsReady);
        Assert.Equal((1, 0), (pod["dep"].Restarts, pod["waiter"].Restarts));
        Assert.Contains("saw it", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
    }
}
