using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>What kubelet does when the Pod's sandbox is new.</summary>
public sealed class SandboxFacts
{
    private static string ThreeContainers(string policy) => $$"""
        metadata: {name: pod}
        spec:
          restartPolicy: {{policy}}
          terminationGracePeriodSeconds: 2
          volumes: [{name: kept, emptyDir: {} }, {name: memory, emptyDir: {medium: Memory} }]
          initContainers:
          - name: init
            image: busybox
            command: [sh, -c, "echo x >> /kept/inits; ls /memory; touch /memory/left; echo $IP"]
            env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP} } }]
            volumeMounts: [{name: kept, mountPath: /kept}, {name: memory, mountPath: /memory}]
          containers:
          - {name: done, image: busybox, command: ["true"]}
          - {name: runs, image: busybox, command: [sh, -c, "echo up; exec sleep 60"]}
        """;

    [Fact]
    public async Task After_a_reboot_an_OnFailure_Pod_runs_its_init_containers_again_but_not_what_has_succeeded()
    {
        await using var pod = PodRun.Create(ThreeContainers("OnFailure"));
        await pod.Until(() => pod.Said("runs", "up") && pod.Run("done").ExitCode == 0);
        await pod.Reboot();
        await pod.Until(() => pod.Starts("runs") == 2);
        Assert.Equal(2, pod.Starts("init"));
        Assert.Equal(1, pod.Starts("done"));
        Assert.Equal(137, pod.Run("runs").ExitCode);
        Assert.NotNull(pod.Event("", "SandboxChanged"));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(pod.PathOf("kept"), "inits")).Length);
        Assert.False(pod.Said("init", "left")); // a Memory volume is empty after a reboot
        Assert.Equal(["10.88.0.2", "10.88.0.3"], pod.Lines("init").Select(line => line.Text)); // and the Pod has another address
    }

    [Fact]
    public async Task A_lost_sandbox_makes_an_Always_Pod_stop_everything_and_begin_anew()
    {
        await using var pod = PodRun.Create(ThreeContainers("Always"));
        await pod.Until(() => pod.Said("runs", "up") && pod.Starts("done") >= 1);
        pod.LoseSandbox();
        await pod.Until(() => pod.Starts("runs") == 2);
        Assert.Equal(2, pod.Starts("init"));
        Assert.True(pod.Run("init", 1).StartedAt >= pod.Run("runs").EndedAt);
    }

    [Fact]
    public async Task After_a_reboot_a_Never_Pod_is_not_started_again()
    {
        await using var pod = PodRun.Create(ThreeContainers("Never"));
        await pod.Until(() => pod.Said("runs", "up"));
        await pod.Reboot();
        await pod.UntilEnded();
        Assert.Equal(1, pod.Starts("runs"));
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }
}
