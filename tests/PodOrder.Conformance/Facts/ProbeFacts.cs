using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>Probes, as kubelet's prober runs them.</summary>
public sealed class ProbeFacts
{
    private static string Probed(string script, string probes) => $$"""
        metadata: {name: pod}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: only
            image: busybox
            ports: [{name: web, containerPort: 8080}]
            command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(script)}}]
            {{probes}}
        """;

    [Theory]
    [InlineData("readinessProbe: {exec: {command: [test, -e, /up]}, periodSeconds: 1}", "sleep 0.5; touch /up; echo up; sleep 60")]
    [InlineData("readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}", "sleep 0.5; echo up; nc -ll -p 8080 -e true")]
    [InlineData("readinessProbe: {httpGet: {port: web, path: /index.html}, periodSeconds: 1}", "mkdir /www; sleep 0.5; echo hi > /www/index.html; echo up; httpd -f -p 8080 -h /www")]
    public async Task A_container_is_ready_after_its_readiness_probe_has_passed_and_not_before(string probe, string script)
    {
        await using var pod = PodRun.Create(Probed(script, probe));
        await pod.Until(() => pod.Status["only"].Started);
        Assert.False(pod.Status["only"].Ready);
        await pod.Until(() => pod.Status.Ready);
        Assert.True(pod.Said("only", "up"));
        Assert.NotNull(pod.Event("only", "Unhealthy"));
    }

    [Theory]
    [InlineData("readinessProbe: {httpGet: {port: 8080, path: /absent}, periodSeconds: 1}", "httpd -f -p 8080 -h /tmp")]
    [InlineData("readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}", "httpd -f -p 127.0.0.1:8080 -h /tmp")]
    [InlineData("readinessProbe: {exec: {command: [sleep, '60']}, periodSeconds: 1, timeoutSeconds: 1}", "sleep 60")]
    public async Task An_error_page_a_listener_on_loopback_and_a_command_that_hangs_are_failures(string probe, string script)
    {
        await using var pod = PodRun.Create(Probed(script, probe));
        await pod.Until(() => pod.Timeline.Events.Count(e => e.Reason == "Unhealthy") >= 2);
        Assert.False(pod.Status["only"].Ready);
    }

    [Fact]
    public async Task Thresholds_count_results_in_a_row()
    {
        await using var pod = PodRun.Create(Probed(
            "touch /up; sleep 60",
            "readinessProbe: {exec: {command: [test, -e, /up]}, periodSeconds: 1, successThreshold: 2, failureThreshold: 2}"));
        await pod.Until(() => pod.Status["only"].Ready);
        await pod.Exec("only", "rm", "/up");
        await pod.Until(() => !pod.Status["only"].Ready);
        var last = pod.Timeline.Events.Last(e => e.Reason == "Readiness").At;
        Assert.Equal(2, pod.Timeline.Events.Count(e => e.Reason == "Unhealthy" && e.At < last));
    }

    [Fact]
    public async Task A_startup_probe_holds_the_others_and_the_initial_delay_counts_from_the_start()
    {
        await using var pod = PodRun.Create(Probed("sleep 60", """
            startupProbe: {exec: {command: [test, -e, /started]}, periodSeconds: 1, failureThreshold: 60}
                livenessProbe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: 1, initialDelaySeconds: 3}
                readinessProbe: {exec: {command: [touch, /probed]}, periodSeconds: 1}
            """));
        await pod.Until(() => pod.Timeline.Events.Count(e => e.Message.StartsWith("Startup", StringComparison.Ordinal)) >= 2);
        Assert.False(pod.Status["only"].Started);
        Assert.Equal(1, (await pod.Exec("only", "test", "-e", "/probed")).ExitCode);
        await pod.Exec("only", "touch", "/started");
        await pod.Until(() => pod.Status["only"].Ready);
        await pod.Until(() => pod.Event("only", "Killing") is not null);
        Assert.True(pod.Event("only", "Killing")!.At >= pod.Run("only").StartedAt + TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("livenessProbe: {exec: {command: [\"false\"]}, periodSeconds: 1, failureThreshold: 2}", "failed Liveness probe")]
    [InlineData("startupProbe: {exec: {command: [\"false\"]}, periodSeconds: 1, failureThreshold: 2}", "failed Startup probe")]
    public async Task A_failed_liveness_or_startup_probe_kills_and_restarts_the_container(string probe, string why)
    {
        await using var pod = PodRun.Create(Probed("sleep 60", probe));
        await pod.Until(() => pod.Starts("only") == 2);
        Assert.Contains(why, pod.Event("only", "Killing")!.Message, StringComparison.Ordinal);
        Assert.Equal(137, pod.Run("only").ExitCode);
        var killed = pod.Event("only", "Killing")!.At;
        Assert.Equal(2, pod.Timeline.Events.Count(e => e.Reason == "Unhealthy" && e.At < killed));
    }

    [Fact]
    public async Task A_container_that_crashes_is_not_ready_until_it_runs_and_passes_again()
    {
        await using var pod = PodRun.Create(Probed("echo up; sleep 60", "readinessProbe: {exec: {command: [\"true\"]}, periodSeconds: 1}"));
        await pod.Until(() => pod.Status["only"].Ready);
        await pod.Signal("only", "SIGKILL");
        await pod.Until(() => !pod.Status["only"].Ready);
        await pod.Until(() => pod.Status["only"].Ready && pod.Starts("only") == 2);
    }
}
