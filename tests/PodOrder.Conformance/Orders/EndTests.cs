using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>The ways a dependency ends, and what its waiters make of them.</summary>
public sealed class EndTests
{
    private const string StoppedWithZero = "trap 'echo stopped; exit 0' TERM USR1; echo up; while [ ! -e /shared/well ]; do sleep 0.1; done; echo well";

    [Theory]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public async Task Completed_holds_after_a_failure_and_the_failed_container_is_restarted_visibly(string policy)
    {
        await using var pod = OrderedPod.Create(new Chain("completed", policy, "echo up; sleep 0.3; exit 3").ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs") && pod.Starts("dependency") >= 2);
        Assert.True(pod.WhenSaid("waiter", "waiter runs") - pod.WhenSaid("dependency", "up") >= TimeSpan.FromMilliseconds(250));
        Assert.Equal(3, pod.Run("dependency").ExitCode);
        Assert.Equal(1, pod.Starts("waiter"));
    }

    [Fact]
    public async Task An_end_by_a_failed_liveness_probe_is_no_success_and_does_not_park()
    {
        var chain = new Chain("succeeded", "Always", StoppedWithZero) { DependencyFields = "livenessProbe: {exec: {command: [test, -e, /shared/well]}, periodSeconds: 1, failureThreshold: 1}" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Starts("dependency") == 2);
        Assert.Equal(0, pod.Run("dependency").ExitCode);
        Assert.True(pod.Said("dependency", "stopped"));
        Assert.False(pod.Said("waiter", "waiter runs"));

        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Said("waiter", "waiter runs") && pod.Status.Ready);
        Assert.Equal(1, pod.Starts("waiter"));
    }

    [Fact]
    public async Task A_stop_signal_of_its_own_is_an_order_too()
    {
        var chain = new Chain("succeeded", "Never", StoppedWithZero) { DependencyFields = "lifecycle: {stopSignal: SIGUSR1}", Grace = 10 };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("dependency", "up") && pod.Said("waiter", "waiting for dependency"));
        await pod.Signal("dependency", "SIGUSR1");
        await pod.UntilEnded();
        Assert.Equal(0, pod.Run("dependency").ExitCode);
        Assert.Equal(121, pod.Run("waiter").ExitCode);
    }

    [Theory]
    [InlineData("completed", 0)]
    [InlineData("succeeded", 121)]
    public async Task An_application_that_is_killed_beneath_its_gate_has_ended_with_137(string condition, int waiter)
    {
        var chain = new Chain(condition, "Never", "echo $$$$ > /tmp/pid; echo up; exec sleep 60") { Waiter = "echo waiter runs" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("dependency", "up") && pod.Said("waiter", "waiting for dependency"));
        Assert.Equal(0, (await pod.Exec("dependency", "sh", "-c", "kill -9 $(cat /tmp/pid)")).ExitCode);
        await pod.UntilEnded();
        Assert.Equal(137, pod.Run("dependency").ExitCode);
        Assert.Equal(waiter, pod.Run("waiter").ExitCode);
    }

    [Fact]
    public async Task A_dependency_that_its_own_rules_restart_is_waited_for_again()
    {
        var chain = new Chain("succeeded", "Never", "sleep 0.5; echo run >> /shared/runs; [ $(wc -l < /shared/runs) -ge 2 ] || exit 42")
        {
            Waiter = "echo waiter runs",
            DependencyFields = "restartPolicy: Never\n    restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]} }]",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.UntilEnded();
        Assert.Equal([42, 0], pod.Runs.Where(run => run.Container == "dependency").Select(run => run.ExitCode));
        Assert.True(pod.WhenSaid("waiter", "waiter runs") > pod.Run("dependency").EndedAt);
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task A_dependency_that_cannot_be_found_or_run_is_lost()
    {
        await using var pod = OrderedPod.Create("""
            metadata: {name: pod, annotations: {podorder.io/order: "missing, forbidden -> waiter"}}
            spec:
              restartPolicy: Never
              containers:
              - {name: waiter, image: busybox, command: [echo, waiter runs]}
              - {name: missing, image: busybox, command: [/no/such/file]}
              - {name: forbidden, image: busybox, command: [/etc/passwd]}
            """);
        await pod.UntilEnded();
        Assert.Equal([127, 126, 121], new[] { "missing", "forbidden", "waiter" }.Select(name => pod.Run(name).ExitCode));
    }
}
