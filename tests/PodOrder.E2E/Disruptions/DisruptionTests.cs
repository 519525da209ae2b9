using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Disruptions;

/// <summary>What happens to Pods on a cluster, besides what they are made for.</summary>
public sealed class DisruptionTests
{
    private const string Gate = "until [ -e /work/go ]; do sleep 0.2; done; ";
    private const string CountingWaiter = "echo run >> /work/runs; test -e /work/done && echo saw it; exec sleep 3600";

    [Fact]
    public async Task A_container_that_crashes_later_waits_again_only_for_what_does_not_hold_now()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Always",
            Manifest.Container("waiter", "echo run >> /work/runs; until [ -e /work/crash ]; do sleep 0.2; done; rm /work/crash; exit 7"), Manifest.Container("dep", "echo run >> /work/deps")));
        await space.UntilAsync("pod", it => it.IsReady);
        await space.KubectlAsync("exec", "pod", "--container=waiter", "--", "touch", "/work/crash");
        var crashed = await space.UntilAsync("pod", it => it["waiter"] is { Restarts: 1, IsRunning: true });
        Assert.Equal(7, crashed["waiter"].LastExitCode);
        await space.UntilAsync("pod", it => it.IsReady);
        Assert.Equal("run\nrun\n", await space.KubectlAsync("exec", "pod", "--container=waiter", "--", "cat", "/work/runs"));
        Assert.Equal("run\n", await space.KubectlAsync("exec", "pod", "--container=waiter", "--", "cat", "/work/deps"));
    }

    [Fact]
    public async Task A_container_that_is_killed_while_it_waits_waits_again()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Always", Manifest.Container("waiter", CountingWaiter), Manifest.Container("dep", Gate + "touch /work/done")));
        await space.UntilAsync("pod", it => it["dep"].IsRunning && it["waiter"].IsRunning);
        await space.KubectlAsync("exec", "pod", "--container=waiter", "--", "kill", "-TERM", "1");
        await space.UntilAsync("pod", it => it["waiter"] is { Restarts: 1, IsRunning: true });
        await space.KubectlAsync("exec", "pod", "--container=dep", "--", "touch", "/work/go");
        await space.UntilAsync("pod", it => it.IsReady);
        Assert.Equal("run\n", await space.KubectlAsync("exec", "pod", "--container=waiter", "--", "cat", "/work/runs"));
    }

    [Fact]
    public async Task A_dependency_that_runs_out_of_memory_has_failed()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Never",
            Manifest.Container("waiter", "echo never"),
            Manifest.Container("dep", "sleep 1; exec tail /dev/zero", "resources: {limits: {memory: 24Mi}, requests: {memory: 24Mi}}")));
        var pod = await space.UntilAsync("pod", it => it.HasEnded);
        Assert.Equal(("Failed", 137, 121), (pod.Phase, pod["dep"].ExitCode!.Value, pod["waiter"].ExitCode!.Value));
        Assert.Equal("OOMKilled", pod["dep"].Reason);
    }

    [Fact]
    public async Task A_sandbox_killed_under_OnFailure_does_not_run_again_what_has_succeeded()
    {
        Node.Demand();
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "first:succeeded -> second:succeeded -> last", "OnFailure",
            Manifest.Container("last", CountingWaiter), Manifest.Container("second", Gate + "touch /work/done"), Manifest.Container("first", "echo run >> /work/firsts")));
        var pod = await space.UntilAsync("pod", it => it["first"].ExitCode == 0 && it["second"].IsRunning && it["last"].IsRunning);
        await Node.KillSandboxAsync(pod.Uid);
        await space.UntilAsync("pod", it => it["second"] is { IsRunning: true, Restarts: >= 1 } && it["last"] is { IsRunning: true, Restarts: >= 1 });
        await space.KubectlAsync("exec", "pod", "--container=second", "--", "touch", "/work/go");
        await Eventually.HoldsAsync(async () => (await space.LogsAsync("pod", "last")).Contains("saw it", StringComparison.Ordinal));
        Assert.Equal("run\n", await space.KubectlAsync("exec", "pod", "--container=last", "--", "cat", "/work/firsts"));
        Assert.Equal("run\n", await space.KubectlAsync("exec", "pod", "--container=last", "--", "cat", "/work/runs"));
    }

    [Fact]
    public async Task A_sandbox_killed_under_Always_runs_everything_again_in_order()
    {
        Node.Demand();
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Always",
            Manifest.Container("waiter", "echo waiter >> /work/runs; exec sleep 3600"), Manifest.Container("dep", "sleep 2; echo dep >> /work/runs")));
        var pod = await space.UntilAsync("pod", it => it.IsReady);
        await Node.KillSandboxAsync(pod.Uid);
        await Eventually.HoldsAsync(async () =>
            (await Commands.RunAsync("kubectl", ["--namespace", space.Name, "exec", "pod", "--container=waiter", "--", "cat", "/work/runs"])).Text == "dep\nwaiter\ndep\nwaiter\n", 120);
        await space.UntilAsync("pod", it => it.IsReady);
    }
}
