using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>Init containers and native sidecars.</summary>
public sealed class InitContainerFacts
{
    [Fact]
    public async Task Init_containers_run_in_turn_and_before_everything_else()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              initContainers:
              - {name: one, image: busybox, command: [sleep, "0.2"]}
              - {name: two, image: busybox, command: [sleep, "0.2"]}
              containers:
              - {name: main, image: busybox, command: ["true"]}
            """);
        await pod.UntilEnded();
        Assert.True(pod.Run("two").StartedAt >= pod.Run("one").EndedAt);
        Assert.True(pod.Run("main").StartedAt >= pod.Run("two").EndedAt);
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task A_failed_init_container_ends_a_Never_Pod()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              initContainers: [{name: init, image: busybox, command: ["false"]}]
              containers: [{name: main, image: busybox, command: ["true"]}]
            """);
        await pod.UntilEnded();
        Assert.Equal(0, pod.Starts("main"));
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task A_native_sidecar_starts_first_is_waited_for_by_its_startup_probe_and_goes_last()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 5
              initContainers:
              - name: proxy
                image: busybox
                restartPolicy: Always
                command: [sh, -c, "trap 'exit 0' TERM; sleep 0.5; touch /up; sleep 60 & wait"]
                startupProbe: {exec: {command: [test, -e, /up]}, periodSeconds: 1}
              - {name: init, image: busybox, command: ["true"]}
              containers:
              - {name: main, image: busybox, command: [sleep, "0.2"]}
            """);
        await pod.UntilEnded();
        Assert.True(pod.Run("init").StartedAt > pod.Run("proxy").StartedAt + TimeSpan.FromSeconds(0.5));
        Assert.True(pod.Run("proxy").EndedAt > pod.Run("main").EndedAt);
        Assert.Equal(0, pod.Run("proxy").ExitCode);
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task A_native_sidecar_that_ends_is_restarted_while_the_Pod_runs()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 1
              initContainers: [{name: proxy, image: busybox, restartPolicy: Always, command: [sh, -c, "sleep 0.2; exit 1"]}]
              containers: [{name: main, image: busybox, command: [sleep, "60"]}]
            """);
        await pod.Until(() => pod.Starts("proxy") >= 3 && pod.Starts("main") == 1);
        Assert.True(pod.Run("main").IsRunning);
    }
}
