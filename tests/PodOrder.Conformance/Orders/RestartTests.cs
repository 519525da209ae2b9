using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>Where containers run again, waiters wait on, and what has succeeded is not done twice.</summary>
public sealed class RestartTests
{
    private const string CountsItsRuns = "echo run >> /shared/runs; echo migrated; exit 0";

    [Theory]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public async Task A_waiter_waits_on_while_its_dependency_fails_and_is_restarted(string policy)
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", policy, Chain.FailsUntilWell).ToString());
        await pod.Until(() => pod.Starts("dependency") >= 3);
        Assert.Equal(3, pod.Run("dependency").ExitCode); // its own code, visibly
        Assert.False(pod.Said("waiter", "waiter runs"));

        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        Assert.Equal(1, pod.Starts("waiter"));
        Assert.True(pod.WhenSaid("waiter", "waiter runs") - pod.WhenSaid("dependency", "dependency succeeds") >= TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Under_Always_a_dependency_that_has_succeeded_parks_so_it_runs_once_and_the_Pod_is_Ready()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "Always", CountsItsRuns).ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs") && pod.Status.Ready);
        await Task.Delay(1000); // time for kubelet to restart what would have ended
        Assert.True(pod.Run("dependency").IsRunning);
        Assert.True(pod.Status.Ready);
        Assert.Equal(1, RunsOfDependency(pod));
    }

    [Fact]
    public async Task A_parked_process_that_is_killed_parks_again_without_a_second_run()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "Always", CountsItsRuns).ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        await pod.Signal("dependency", "SIGKILL");
        await pod.Until(() => pod.Starts("dependency") == 2 && pod.Status.Ready);
        await Task.Delay(500);
        Assert.True(pod.Run("dependency", 1).IsRunning);
        Assert.Equal(1, RunsOfDependency(pod));
        Assert.Equal(1, pod.Starts("waiter"));
    }

    [Fact]
    public async Task The_exec_probes_of_a_parked_container_pass()
    {
        var chain = new Chain("succeeded", "Always", CountsItsRuns)
        {
            DependencyFields = """
                livenessProbe: {exec: {command: [test, -e, /tmp/alive]}, periodSeconds: 1, failureThreshold: 1}
                    readinessProbe: {exec: {command: [test, -e, /tmp/alive]}, periodSeconds: 1}
                """,
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Status.Ready && pod.Said("waiter", "waiter runs"));
        await Task.Delay(2500); // some periods more
        Assert.True(pod.Status.Ready);
        Assert.Equal(1, pod.Starts("dependency"));
    }

    [Fact]
    public async Task A_restarted_waiter_does_not_wait_again_on_what_was_done()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "Always", CountsItsRuns).ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        await pod.Signal("waiter", "SIGKILL");
        await pod.Until(() => pod.Lines("waiter").Count(line => line.Text == "waiter runs") == 2 && pod.Status.Ready);
        Assert.Equal(1, RunsOfDependency(pod));
    }

    [Fact]
    public async Task A_restarted_waiter_waits_again_on_what_is_not_true_now()
    {
        var chain = new Chain("ready", "Always", "touch /tmp/up; exec sleep 60")
        {
            DependencyFields = "readinessProbe: {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1, failureThreshold: 1}",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        await pod.Exec("dependency", "rm", "/tmp/up");
        await pod.Until(() => !pod.Status["dependency"].Ready);
        Assert.Equal(1, pod.Starts("waiter")); // what runs is never stopped by this

        await pod.Signal("waiter", "SIGKILL");
        await pod.Until(() => pod.Timeline.Lines.Any(line => line is { Container: "waiter", Attempt: 1 } && line.Text.Contains("waiting for dependency: ready", StringComparison.Ordinal)));
        await pod.Exec("dependency", "touch", "/tmp/up");
        await pod.Until(() => pod.Timeline.Lines.Any(line => line is { Container: "waiter", Attempt: 1, Text: "waiter runs" }));
    }

    [Fact]
    public async Task Under_OnFailure_a_waiter_whose_time_is_over_is_restarted_and_the_Pod_completes_in_the_end()
    {
        var chain = new Chain("succeeded", "OnFailure", "until [ -e /shared/well ]; do sleep 0.1; done") { Waiter = "echo waiter runs", Annotations = "podorder.io/timeout: 1s" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Starts("waiter") >= 2);
        Assert.Equal(124, pod.Run("waiter").ExitCode);
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.UntilEnded();
        Assert.True(pod.Said("waiter", "waiter runs"));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task A_dependency_that_is_killed_without_a_word_is_waited_for_again()
    {
        await using var pod = OrderedPod.Create(new Chain("succeeded", "OnFailure", "echo up; [ -e /shared/well ] || exec sleep 60").ToString());
        await pod.Until(() => pod.Said("dependency", "up") && pod.Said("waiter", "waiting for dependency"));
        await pod.Signal("dependency", "SIGKILL");
        await pod.Until(() => pod.Starts("dependency") == 2);
        Assert.True(pod.Run("waiter").IsRunning);
        File.WriteAllText(Path.Combine(pod.PathOf("shared"), "well"), "");
        await pod.Signal("dependency", "SIGKILL");
        await pod.Until(() => pod.Said("waiter", "waiter runs"));
        Assert.Equal(1, pod.Starts("waiter"));
    }

    private static int RunsOfDependency(PodRun pod) => File.ReadAllLines(Path.Combine(pod.PathOf("shared"), "runs")).Length;
}
