using PodOrder.E2E.Installing;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Disruptions;

/// <summary>A kubelet that is started anew takes up the Pods as they are.</summary>
[Collection(nameof(Alone))]
public sealed class KubeletRestartTests
{
    [Fact]
    public async Task A_restart_of_the_kubelet_while_a_container_waits_and_after_changes_nothing()
    {
        Node.Demand();
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("waiting", "dep:succeeded -> waiter", "Always",
            Manifest.Container("waiter", "test -e /work/done && echo saw it; exec sleep 3600"), Manifest.Container("dep", "until [ -e /work/go ]; do sleep 0.2; done; touch /work/done")));
        await space.ApplyAsync(Manifest.Pod("done", "dep:succeeded -> waiter", "Always", Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "true")));
        await space.UntilAsync("waiting", it => it["dep"].IsRunning && it["waiter"].IsRunning);
        await space.UntilAsync("done", it => it.IsReady);

        await Node.RestartKubeletAsync();
        await Eventually.HoldsAsync(async () =>
            (await Commands.RunAsync("kubectl", ["--namespace", space.Name, "exec", "waiting", "--container=dep", "--", "touch", "/work/go"])).Code == 0);
        // Not by its readiness: a kubelet that has just started takes a container whose startup probe it has not begun yet for started (prober_manager.go, isContainerStarted).
        await Eventually.HoldsAsync(async () => (await space.LogsAsync("waiting", "waiter")).Contains("saw it", StringComparison.Ordinal));
        var pod = await space.UntilAsync("waiting", it => it.IsReady);
        Assert.Equal((0, 0), (pod["dep"].Restarts, pod["waiter"].Restarts));
        var other = await space.UntilAsync("done", it => it.IsReady);
        Assert.Equal((0, 0), (other["dep"].Restarts, other["waiter"].Restarts));
    }
}
