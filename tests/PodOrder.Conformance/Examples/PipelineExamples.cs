using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Examples;

/// <summary>The build pipeline of the examples: its order, what can be read while it runs, how it ends.</summary>
public sealed class PipelineExamples
{
    [Fact]
    public async Task Sentinel_busybox_waits_for_the_build_both_logs_can_be_read_and_the_Pod_completes()
    {
        await using var pod = Example.Run("pipeline-sentinel.yaml");
        await pod.Until(() => pod.Said("my-pipline", "<project/>") && pod.Said("busybox", "podorder: waiting for my-pipline: succeeded"));
        await pod.Until(() => pod.Status.Phase == PodPhase.Running);
        Assert.Contains("[INFO] Building", pod.KubectlLogs("my-pipline"), StringComparison.Ordinal);
        Assert.Contains("podorder: waiting for my-pipline: succeeded", pod.KubectlLogs("busybox"), StringComparison.Ordinal);

        Example.LetBuild(pod);
        await pod.UntilEnded();
        AssertAfterTheBuild(pod);
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task Sentinel_a_failed_build_keeps_busybox_from_running_and_fails_the_Pod()
    {
        await using var pod = Example.RunFailing("pipeline-sentinel.yaml");
        Example.LetBuild(pod);
        await pod.UntilEnded();
        Assert.Equal(1, pod.Run("my-pipline").ExitCode);
        Assert.Equal(121, pod.Run("busybox").ExitCode);
        Assert.False(pod.Said("busybox", "app container started"));
        Assert.Contains("my-pipline", pod.Run("busybox").Message, StringComparison.Ordinal);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task PostStart_busybox_is_created_after_the_build_and_the_Pod_completes()
    {
        await using var pod = Example.Run("pipeline-poststart.yaml");
        await pod.Until(() => pod.Said("my-pipline", "<project/>"));
        await Task.Delay(2000); // kubelet would have created it by now
        Assert.Equal(0, pod.Starts("busybox"));
        Example.LetBuild(pod);
        await pod.UntilEnded();
        AssertAfterTheBuild(pod);
        Assert.True(pod.Run("busybox").StartedAt > pod.WhenSaid("my-pipline", "BUILD SUCCESS"));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task PostStart_a_failed_build_keeps_its_exit_code_lets_busybox_run_and_fails_the_Pod()
    {
        await using var pod = Example.RunFailing("pipeline-poststart.yaml");
        await pod.Until(() => pod.Said("my-pipline", "<project/>"));
        await Task.Delay(2000); // kubelet would have created it by now
        Assert.Equal(0, pod.Starts("busybox"));
        Example.LetBuild(pod);
        await pod.UntilEnded();
        Assert.Equal(1, pod.Run("my-pipline").ExitCode);
        Assert.True(pod.Said("busybox", "app container started")); // completed: whatever the exit code
        Assert.Equal(0, pod.Run("busybox").ExitCode);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task The_file_that_a_build_writes_by_hand_is_honoured()
    {
        await using var pod = Example.Run("pipeline-existing-file.yaml");
        await pod.Until(() => pod.Said("busybox", "podorder: waiting for my-pipline: ready"));
        Assert.False(File.Exists(Path.Combine(pod.PathOf("data"), "mvn.log")));
        Example.LetBuild(pod);
        await pod.Until(() => pod.Said("busybox", "podorder: opened"));
        Assert.True(File.Exists(Path.Combine(pod.PathOf("data"), "mvn.log")));
        await pod.UntilEnded();
        Assert.False(pod.Said("busybox", "file not exists")); // its own loop found the file in its first round
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task Where_the_build_fails_its_file_never_comes_and_busybox_ends_instead_of_looping_for_ever()
    {
        await using var pod = Example.RunFailing("pipeline-existing-file.yaml");
        Example.LetBuild(pod);
        await pod.UntilEnded();
        Assert.Equal(121, pod.Run("busybox").ExitCode);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task The_port_that_a_build_opens_by_hand_is_honoured_and_its_hook_holds_up_nothing()
    {
        await using var pod = Example.Run("pipeline-existing-port.yaml");
        await pod.Until(() => pod.Said("my-pipline", "<project/>") && pod.Said("busybox", "podorder: waiting for my-pipline: ready") && pod.Status.Phase == PodPhase.Running);
        Assert.Contains("[INFO] Building", pod.KubectlLogs("my-pipline"), StringComparison.Ordinal);
        Example.LetBuild(pod);
        await pod.Until(() => pod.Said("busybox", "app container started"));
        AssertAfterTheBuild(pod);
        Assert.True(pod.Said("my-pipline", "sidecar listens"));
        await pod.Until(() => pod.Status["busybox"].Run?.ExitCode == 0);
        Assert.Null(pod.Event("my-pipline", "FailedPostStartHook"));
        pod.Delete(graceSeconds: 2);
        await pod.UntilEnded();
    }

    /// <summary>The build goes on for 300 ms after its last line, so a start that waited for less would be seen.</summary>
    private static void AssertAfterTheBuild(PodRun pod)
    {
        var gap = pod.WhenSaid("busybox", "app container started") - pod.WhenSaid("my-pipline", "BUILD SUCCESS");
        Assert.True(gap >= TimeSpan.FromMilliseconds(250), $"busybox ran {gap.TotalMilliseconds:F0} ms after the build's last line");
    }
}
