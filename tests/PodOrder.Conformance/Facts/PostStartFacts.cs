using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>What was measured of postStart hooks on a real kubelet 1.34, held against the runner.</summary>
public sealed class PostStartFacts
{
    private const string BlockingHook = """
        metadata: {name: pod}
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 2
          containers:
          - name: first
            image: busybox
            command: [sh, -c, "echo first runs; exec sleep 60"]
            lifecycle: {postStart: {exec: {command: [sh, -c, "until [ -e /go ]; do sleep 0.05; done"]}}}
            readinessProbe: {exec: {command: ["true"]}, periodSeconds: 1}
          - name: second
            image: busybox
            command: [sh, -c, "echo second runs; exec sleep 60"]
        """;

    [Fact]
    public async Task While_a_hook_blocks_the_Pod_is_Pending_and_its_logs_are_refused_and_nothing_else_starts()
    {
        await using var pod = PodRun.Create(BlockingHook);
        await pod.Until(() => pod.Said("first", "first runs"));
        Assert.Equal(PodPhase.Pending, pod.Status.Phase);
        Assert.All(pod.Status.Containers, container => Assert.Null(container.Run));
        Assert.Contains("ContainerCreating", Assert.Throws<InvalidOperationException>(() => pod.KubectlLogs("first")).Message);
        Assert.Equal(0, pod.Starts("second"));

        await pod.Exec("first", "touch", "/go");
        await pod.Until(() => pod.Said("second", "second runs"));
        await pod.Until(() => pod.Status.Phase == PodPhase.Running);
        Assert.Equal("first runs", pod.KubectlLogs("first"));
        Assert.True(pod.Run("second").StartedAt > pod.Event("first", "PostStartHookReturned")?.At);
    }

    [Fact]
    public async Task While_a_hook_blocks_no_probe_is_run_so_nobody_becomes_ready()
    {
        await using var pod = PodRun.Create(BlockingHook);
        await pod.Until(() => pod.Said("first", "first runs"));
        await Task.Delay(1500); // more than the probe's period
        Assert.False(pod.Status["first"].Ready);
        await pod.Exec("first", "touch", "/go");
        await pod.Until(() => pod.Status["first"].Ready);
    }

    [Fact]
    public async Task While_a_hook_blocks_the_Pod_cannot_be_deleted()
    {
        await using var pod = PodRun.Create(BlockingHook);
        await pod.Until(() => pod.Said("first", "first runs"));
        pod.Delete(graceSeconds: 2);
        await Task.Delay(3000); // more than the grace period
        Assert.False(pod.Done.IsCompleted);
        Assert.True(pod.Run("first").IsRunning);
        await pod.Exec("first", "touch", "/go");
        await pod.UntilEnded();
        Assert.False(pod.Run("first").IsRunning);
    }

    [Fact]
    public async Task A_failing_hook_kills_its_container_and_the_next_one_starts_all_the_same()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 2
              containers:
              - name: first
                image: busybox
                command: [sleep, "60"]
                lifecycle: {postStart: {exec: {command: ["false"]}}}
              - name: second
                image: busybox
                command: [echo, second runs]
            """);
        await pod.UntilEnded();
        Assert.NotNull(pod.Event("first", "FailedPostStartHook"));
        Assert.Equal(137, pod.Run("first").ExitCode);
        Assert.Equal(0, pod.Run("second").ExitCode);
        Assert.True(pod.Run("second").StartedAt > pod.Run("first").EndedAt);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task A_container_that_ends_before_its_hook_keeps_its_exit_code_and_the_next_one_starts()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              containers:
              - name: first
                image: busybox
                command: [sh, -c, "sleep 0.3; exit 7"]
                lifecycle: {postStart: {exec: {command: [sleep, "60"]}}}
              - name: second
                image: busybox
                command: [echo, second runs]
            """);
        await pod.UntilEnded();
        Assert.NotNull(pod.Event("first", "FailedPostStartHook"));
        Assert.Equal(7, pod.Run("first").ExitCode);
        Assert.True(pod.Said("second", "second runs"));
    }

    [Fact]
    public async Task Without_hooks_containers_start_in_list_order_and_nobody_waits_for_anybody()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              volumes: [{name: shared, emptyDir: {} }]
              containers:
              - name: first
                image: busybox
                command: [sh, -c, "until [ -e /shared/second ]; do sleep 0.05; done"] # for ever, if second waited for it
                volumeMounts: [{name: shared, mountPath: /shared}]
              - name: second
                image: busybox
                command: [touch, /shared/second]
                volumeMounts: [{name: shared, mountPath: /shared}]
            """);
        await pod.UntilEnded();
        Assert.True(pod.Run("second").StartedAt > pod.Run("first").StartedAt);
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }
}
