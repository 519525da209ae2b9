using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>Where nothing runs again, a dependency that is lost ends its waiters.</summary>
public sealed class NeverTests
{
    [Fact]
    public async Task A_waiter_ends_with_121_when_its_dependency_failed_and_so_on_down_the_graph()
    {
        await using var pod = OrderedPod.Create("""
            metadata:
              name: pod
              annotations: {podorder.io/order: "first -> second -> third"}
            spec:
              restartPolicy: Never
              containers:
              - {name: first, image: busybox, command: [sh, -c, "sleep 0.3; exit 3"]}
              - {name: second, image: busybox, command: [echo, second runs]}
              - {name: third, image: busybox, command: [echo, third runs]}
            """);
        await pod.UntilEnded();
        Assert.Equal([3, 121, 121], new[] { "first", "second", "third" }.Select(name => pod.Run(name).ExitCode));
        Assert.False(pod.Said("second", "second runs") || pod.Said("third", "third runs"));
        Assert.Contains("first ended with exit code 3", pod.Run("second").Message, StringComparison.Ordinal);
        Assert.Contains("second", pod.Run("third").Message, StringComparison.Ordinal);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task Completed_holds_whatever_the_exit_code()
    {
        await using var pod = OrderedPod.Create(new Chain("completed", "Never", "echo up; sleep 0.3; exit 3") { Waiter = "echo waiter runs" }.ToString());
        await pod.UntilEnded();
        Assert.Equal(3, pod.Run("dependency").ExitCode);
        Assert.Equal(0, pod.Run("waiter").ExitCode);
        Assert.True(pod.WhenSaid("waiter", "waiter runs") - pod.WhenSaid("dependency", "up") >= TimeSpan.FromMilliseconds(250));
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Theory]
    [InlineData("succeeded")]
    [InlineData("completed")]
    public async Task A_dependency_that_is_killed_without_a_word_is_lost(string condition)
    {
        await using var pod = OrderedPod.Create(new Chain(condition, "Never", "echo up; exec sleep 60").ToString());
        await pod.Until(() => pod.Said("dependency", "up") && pod.Said("waiter", "waiting for dependency"));
        await pod.Signal("dependency", "SIGKILL");
        await pod.UntilEnded();
        Assert.Equal(137, pod.Run("dependency").ExitCode);
        Assert.Equal(121, pod.Run("waiter").ExitCode);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("exit 3")]
    public async Task A_dependency_that_ends_before_it_is_ready_is_lost(string end)
    {
        var chain = new Chain("ready", "Never", $"echo up; sleep 0.5; {end}") { DependencyFields = "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.UntilEnded();
        Assert.Equal(121, pod.Run("waiter").ExitCode);
    }

    [Fact]
    public async Task A_waiter_whose_time_is_over_ends_with_124()
    {
        var chain = new Chain("succeeded", "Never", "trap 'exit 0' TERM; sleep 5 & wait") { Annotations = "podorder.io/timeout: 1s" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.UntilEnded();
        Assert.Equal(124, pod.Run("waiter").ExitCode);
        var took = pod.Run("waiter").EndedAt - pod.Run("waiter").StartedAt;
        Assert.InRange(took!.Value.TotalSeconds, 0.8, 10);
        Assert.Contains("dependency", pod.Run("waiter").Message, StringComparison.Ordinal);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task A_hook_whose_time_is_over_kills_its_container_and_the_waiter_starts_all_the_same()
    {
        var chain = new Chain("completed", "Never", "exec sleep 60")
        {
            Waiter = "echo waiter runs",
            Annotations = "podorder.io/timeout: 1s\n    podorder.io/strategy: postStart",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.UntilEnded();
        Assert.NotNull(pod.Event("dependency", "FailedPostStartHook"));
        Assert.NotEqual(0, pod.Run("dependency").ExitCode);
        Assert.True(pod.Said("waiter", "waiter runs"));
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }
}
