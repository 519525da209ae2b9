using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>Restart policies, back-off and phases, as kubelet has them.</summary>
public sealed class RestartFacts
{
    private static string OneContainer(string policy, string script, string more = "") => $$"""
        metadata: {name: pod}
        spec:
          restartPolicy: {{policy}}
          terminationGracePeriodSeconds: 2
          volumes: [{name: count, emptyDir: {} }]
          containers:
          - name: only
            image: busybox
            command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(script)}}]
            volumeMounts: [{name: count, mountPath: /count}]
            {{more}}
        """;

    [Theory]
    [InlineData("Never", 0, PodPhase.Succeeded)]
    [InlineData("Never", 3, PodPhase.Failed)]
    [InlineData("OnFailure", 0, PodPhase.Succeeded)]
    public async Task A_container_that_does_not_run_again_ends_the_Pod(string policy, int code, PodPhase phase)
    {
        await using var pod = PodRun.Create(OneContainer(policy, $"exit {code}"));
        await pod.UntilEnded();
        Assert.Equal(code, pod.Run("only").ExitCode);
        Assert.Equal(1, pod.Starts("only"));
        Assert.Equal(phase, pod.Status.Phase);
    }

    [Fact]
    public async Task OnFailure_a_container_runs_again_until_it_succeeds()
    {
        await using var pod = PodRun.Create(OneContainer("OnFailure", "echo x >> /count/runs; [ $(wc -l < /count/runs) -ge 3 ]"));
        await pod.UntilEnded();
        Assert.Equal([1, 1, 0], pod.Runs.Select(run => run.ExitCode));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task The_first_restart_is_immediate_and_the_later_ones_back_off()
    {
        await using var pod = PodRun.Create(OneContainer("Always", "exit 1"), new RunOptions { BackOffScale = 0.1 });
        await pod.Until(() => pod.Starts("only") >= 4);
        var pauses = Enumerable.Range(1, 3).Select(attempt => (pod.Run("only", attempt).StartedAt - pod.Run("only", attempt - 1).EndedAt)!.Value.TotalMilliseconds).ToList();
        Assert.True(pod.Event("only", "BackOff")!.At > pod.Run("only", 1).EndedAt); // none before the first restart
        Assert.True(pauses[1] >= 1000, $"{pauses[1]} ms"); // 10 s of kubelet's are 1 s here
        Assert.True(pauses[2] >= 2000, $"{pauses[2]} ms");
    }

    [Fact]
    public async Task A_finished_container_of_an_Always_Pod_is_restarted_for_ever_and_the_Pod_is_not_Ready()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: migrate, image: busybox, command: ["true"]}
              - {name: web, image: busybox, command: [sleep, "60"]}
            """);
        await pod.Until(() => pod.Starts("migrate") >= 3);
        await pod.Until(() => pod.Event("migrate", "BackOff") is not null && !pod.Status["migrate"].Ready && pod.Status["web"].Ready);
        Assert.False(pod.Status.Ready);
        Assert.Equal(PodPhase.Running, pod.Status.Phase);
    }

    [Theory]
    [InlineData("restartPolicy: Never", 1, 1)]
    [InlineData("restartPolicy: OnFailure", 0, 1)]
    [InlineData("{restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]}", 42, 2)]
    public async Task A_containers_own_policy_beats_the_Pods(string own, int code, int starts)
    {
        var yaml = OneContainer("Always", $"[ -e /count/again ] && exec sleep 60; touch /count/again; exit {code}", own.Trim('{', '}').Replace(", restartPolicyRules", "\n    restartPolicyRules", StringComparison.Ordinal));
        await using var pod = PodRun.Create(yaml);
        if (starts == 1)
            await pod.UntilEnded();
        await pod.Until(() => pod.Starts("only") == starts);
        Assert.Equal(code, pod.Run("only").ExitCode);
    }

    [Fact]
    public async Task A_process_that_cannot_be_launched_ends_with_128_and_the_next_container_starts()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              containers:
              - {name: lost, image: busybox, command: [/no/such/file]}
              - {name: next, image: busybox, command: ["true"]}
            """);
        await pod.UntilEnded();
        Assert.Equal(128, pod.Run("lost").ExitCode);
        Assert.Null(pod.Run("lost").StartedAt);
        Assert.Equal(0, pod.Run("next").ExitCode);
        Assert.Equal(PodPhase.Failed, pod.Status.Phase);
    }

    [Fact]
    public async Task A_killed_container_ends_with_137_and_is_restarted()
    {
        await using var pod = PodRun.Create(OneContainer("Always", "echo up; exec sleep 60"));
        await pod.Until(() => pod.Said("only", "up"));
        await pod.Signal("only", "SIGKILL");
        await pod.Until(() => pod.Starts("only") == 2);
        Assert.Equal(137, pod.Run("only").ExitCode);
    }
}
