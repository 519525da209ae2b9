using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>A container that waits: it is left alone, gets no traffic, tells why, and goes at once when it is told to.</summary>
public sealed class WaitingTests
{
    private const string Blocks = "until [ -e /shared/well ]; do sleep 0.1; done";

    [Fact]
    public async Task A_waiting_Pod_is_deleted_as_fast_as_any()
    {
        var chain = new Chain("succeeded", "Always", "trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done") { Grace = 30 };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiting for dependency") && pod.Said("dependency", "up"));
        pod.Delete();
        await pod.UntilEnded();
        Assert.Equal(143, pod.Run("waiter").ExitCode);
        Assert.InRange((pod.Run("waiter").EndedAt - pod.Event("waiter", "Killing")!.At)!.Value.TotalSeconds, 0, 10);
        // The dependency ended with 0, but by order: that is no success, and nobody starts in a Pod that goes.
        Assert.Equal(0, pod.Run("dependency").ExitCode);
        Assert.False(pod.Said("waiter", "waiter runs"));
    }

    [Fact]
    public async Task A_waiting_container_is_not_killed_by_its_probes_and_is_not_ready()
    {
        var chain = new Chain("succeeded", "Always", Blocks)
        {
            Waiter = "touch /tmp/alive; echo waiter runs; exec sleep 60",
            WaiterFields = """
                livenessProbe: {exec: {command: [test, -e, /tmp/alive]}, periodSeconds: 1, failureThreshold: 1}
                    readinessProbe: {exec: {command: ["true"]}, periodSeconds: 1}
                """,
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiting for dependency"));
        await Task.Delay(3000); // three periods of a liveness probe that would fail
        Assert.False(pod.Status["waiter"].Ready);
        Assert.False(pod.Status["waiter"].Started);
        Assert.Equal(1, pod.Starts("waiter"));

        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Said("waiter", "waiter runs") && pod.Status.Ready);
        Assert.Equal(1, pod.Starts("waiter"));
    }

    [Fact]
    public async Task A_waiting_container_keeps_its_own_startup_probe_and_its_thresholds()
    {
        var chain = new Chain("succeeded", "Always", Blocks)
        {
            // Alone it is looked at until 2 s after its start at least, and so it is up in time.
            Waiter = "echo waiter runs; sleep 1.5; touch /tmp/up; exec sleep 60",
            WaiterFields = "startupProbe: {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1, failureThreshold: 3}",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiting for dependency"));
        await Task.Delay(5000); // more than its threshold allows, had it counted
        Assert.Equal(1, pod.Starts("waiter"));
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Status["waiter"].Started);
        Assert.Equal(1, pod.Starts("waiter"));
    }

    [Fact]
    public async Task Describe_tells_after_ten_seconds_what_is_waited_for()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "Always", Blocks).ToString());
        await pod.Until(() => pod.Event("waiter", "Unhealthy") is not null);
        var told = pod.Event("waiter", "Unhealthy")!;
        Assert.StartsWith("Startup probe failed: waiting for dependency: succeeded", told.Message, StringComparison.Ordinal);
        Assert.InRange((told.At - pod.Run("waiter").StartedAt)!.Value.TotalSeconds, 9, 30);
        Assert.Equal(1, pod.Starts("waiter"));
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Status.Ready);
    }

    [Fact]
    public async Task A_hook_of_a_waiter_runs_after_its_process_was_started_and_holds_up_nobody()
    {
        var chain = new Chain("succeeded", "Always", Blocks)
        {
            Waiter = "[ -e /tmp/hooked ] && echo too early; echo waiter runs; until [ -e /tmp/hooked ]; do sleep 0.05; done; echo hooked; exec sleep 60",
            WaiterFields = "lifecycle: {postStart: {exec: {command: [sh, -c, \"sleep 0.5; touch /tmp/hooked\"]} } }",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiting for dependency") && pod.Status.Phase == PodPhase.Running);
        Assert.Equal(1, (await pod.Exec("waiter", "test", "-e", "/tmp/hooked")).ExitCode);
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Said("waiter", "hooked") && pod.Status.Ready);
        Assert.False(pod.Said("waiter", "too early"));
        Assert.True(pod.WhenSaid("waiter", "hooked") - pod.WhenSaid("waiter", "waiter runs") >= TimeSpan.FromMilliseconds(450));
    }

    [Theory]
    [InlineData("trap 'exit 5' TERM; echo waiter runs; while :; do sleep 0.1; done", 5)]
    [InlineData("trap '' TERM; echo waiter runs; while :; do sleep 0.1; done", 137)]
    public async Task A_failing_hook_of_a_waiter_stops_it_and_kills_it_when_its_grace_is_over(string waiter, int code)
    {
        var chain = new Chain("succeeded", "Never", "sleep 0.2")
        {
            Waiter = waiter,
            WaiterFields = "lifecycle: {postStart: {exec: {command: [sh, -c, \"sleep 0.3; exit 1\"]} } }",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.UntilEnded();
        Assert.True(pod.Said("waiter", "waiter runs"));
        Assert.Equal(code, pod.Run("waiter").ExitCode);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task The_initial_delay_of_a_liveness_probe_counts_from_the_opening()
    {
        var chain = new Chain("succeeded", "Always", Blocks)
        {
            Waiter = "echo waiter runs; sleep 1.5; touch /tmp/alive; exec sleep 60",
            WaiterFields = "livenessProbe: {exec: {command: [test, -e, /tmp/alive]}, initialDelaySeconds: 3, periodSeconds: 1, failureThreshold: 1}",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiting for dependency"));
        await Task.Delay(4000); // longer than the delay
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Status.Ready);
        Assert.True(pod.Timeline.Now - pod.WhenSaid("waiter", "waiter runs") >= TimeSpan.FromSeconds(2.9));
        Assert.Equal(1, pod.Starts("waiter"));
    }

    [Fact]
    public async Task A_Pod_whose_hook_waits_is_deleted_once_the_hook_has_come_to_its_bound()
    {
        var chain = new Chain("completed", "Never", "trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done")
        {
            Annotations = "podorder.io/timeout: 3s\n    podorder.io/strategy: postStart",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("dependency", "up"));
        pod.Delete(graceSeconds: 1);
        await pod.UntilEnded();
        Assert.NotNull(pod.Event("dependency", "FailedPostStartHook"));
        Assert.InRange((pod.Event("dependency", "FailedPostStartHook")!.At - pod.Run("dependency").StartedAt)!.Value.TotalSeconds, 2.9, 10);
    }
}
