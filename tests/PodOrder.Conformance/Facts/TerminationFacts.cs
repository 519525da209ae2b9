using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>How a Pod is taken down.</summary>
public sealed class TerminationFacts
{
    [Fact]
    public async Task A_deletion_stops_all_containers_at_once_and_kills_who_does_not_listen()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              terminationGracePeriodSeconds: 30
              containers:
              - {name: polite, image: busybox, command: [sh, -c, "trap 'echo bye; exit 3' TERM; echo up; sleep 60 & wait"]}
              - {name: deaf, image: busybox, command: [sh, -c, "echo up; exec sleep 60"]}
            """);
        await pod.Until(() => pod.Said("polite", "up") && pod.Said("deaf", "up"));
        pod.Delete(graceSeconds: 2);
        await pod.UntilEnded();
        Assert.Equal(3, pod.Run("polite").ExitCode);
        Assert.True(pod.Said("polite", "bye"));
        Assert.Equal(137, pod.Run("deaf").ExitCode);
        var took = (pod.Run("deaf").EndedAt - pod.Event("deaf", "Killing")!.At)!.Value;
        Assert.InRange(took.TotalSeconds, 2, 10);
        Assert.True(pod.Run("polite").EndedAt < pod.Run("deaf").EndedAt);
        Assert.Equal(1, pod.Starts("polite"));
    }

    [Fact]
    public async Task A_preStop_hook_runs_before_the_stop_signal_and_within_the_grace_period()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              terminationGracePeriodSeconds: 5
              containers:
              - name: only
                image: busybox
                command: [sh, -c, "trap 'echo stopped after $(cat /hook); exit 0' TERM; echo up; while :; do sleep 0.1; done"]
                lifecycle: {preStop: {exec: {command: [sh, -c, "sleep 0.3; echo the hook > /hook"]}}}
            """);
        await pod.Until(() => pod.Said("only", "up"));
        pod.Delete();
        await pod.UntilEnded();
        Assert.True(pod.Said("only", "stopped after the hook"));
        Assert.Equal(0, pod.Run("only").ExitCode);
    }

    [Fact]
    public async Task A_containers_own_stop_signal_is_sent_instead_of_SIGTERM()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              terminationGracePeriodSeconds: 5
              containers:
              - name: only
                image: busybox
                command: [sh, -c, "trap 'exit 9' USR1; trap 'exit 1' TERM; echo up; while :; do sleep 0.1; done"]
                lifecycle: {stopSignal: SIGUSR1}
            """);
        await pod.Until(() => pod.Said("only", "up"));
        pod.Delete();
        await pod.UntilEnded();
        Assert.Equal(9, pod.Run("only").ExitCode);
    }

    [Fact]
    public async Task The_termination_message_is_what_the_container_wrote_to_its_file()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              containers: [{name: only, image: busybox, command: [sh, -c, "echo last words > /dev/termination-log"]}]
            """);
        await pod.UntilEnded();
        Assert.Equal("last words\n", pod.Run("only").Message);
    }
}
