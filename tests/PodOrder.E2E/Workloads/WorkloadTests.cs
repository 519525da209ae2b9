using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Workloads;

/// <summary>Controllers make the Pods; the hint stands in their template.</summary>
public sealed class WorkloadTests
{
    private const string Server = "mkdir -p /tmp/www; exec httpd -f -p 8080 -h /tmp/www";

    [Fact]
    public async Task A_Deployment_rolls_out_and_rolls_on_without_a_restart()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Workload("apps/v1", "Deployment", "  replicas: 3\n  selector: {matchLabels: {app: shop}}", "Always"));
        await space.KubectlAsync("rollout", "status", "deployment/shop", "--timeout=120s");
        await space.KubectlAsync("set", "env", "deployment/shop", "--containers=web", "VERSION=2");
        await space.KubectlAsync("rollout", "status", "deployment/shop", "--timeout=120s");
        var pods = await space.PodsAsync("app=shop");
        Assert.All(pods.Where(it => it.IsReady), pod =>
        {
            Assert.Equal((0, 0), (pod["web"].Restarts, pod["migrate"].Restarts));
            Assert.NotNull(pod.Status);
        });
        Assert.True(pods.Count(it => it.IsReady) >= 3);
    }

    [Fact]
    public async Task A_StatefulSet_goes_on_to_its_next_Pod_when_the_order_of_the_one_before_is_done()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Workload("apps/v1", "StatefulSet", "  replicas: 2\n  serviceName: shop\n  selector: {matchLabels: {app: shop}}", "Always"));
        await space.KubectlAsync("rollout", "status", "statefulset/shop", "--timeout=120s");
        var first = await space.PodAsync("shop-0");
        var second = await space.PodAsync("shop-1");
        Assert.True(second["migrate"].StartedAt >= first["migrate"].StartedAt);
        Assert.All([first, second], pod => Assert.Equal((0, 0), (pod["web"].Restarts, pod["migrate"].Restarts)));
    }

    [Fact]
    public async Task A_Job_completes_when_its_Pod_has_run_in_order()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Job("backoffLimit: 0", "Never", "sleep 2; touch /work/done", "test -e /work/done"));
        await space.KubectlAsync("wait", "job/job", "--for=condition=Complete", "--timeout=120s");
    }

    [Fact]
    public async Task A_Job_whose_dependency_fails_ends_by_its_backoffLimit()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Job("backoffLimit: 1", "Never", "exit 3", "echo never"));
        await space.KubectlAsync("wait", "job/job", "--for=condition=Failed", "--timeout=180s");
        var pods = await space.PodsAsync("job-name=job");
        Assert.Equal(2, pods.Count);
        Assert.All(pods, pod => Assert.Equal((3, 121), (pod["dep"].ExitCode!.Value, pod["waiter"].ExitCode!.Value)));
    }

    [Fact]
    public async Task A_podFailurePolicy_on_121_ends_a_Job_at_once()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Job(
            "backoffLimit: 6\n  podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {containerName: waiter, operator: In, values: [121]} }]}",
            "Never", "exit 3", "echo never"));
        await space.KubectlAsync("wait", "job/job", "--for=condition=Failed", "--timeout=60s");
        Assert.Single(await space.PodsAsync("job-name=job"));
        var conditions = (await space.GetAsync("job", "job"))["status"]!["conditions"]!.AsArray();
        Assert.Contains(conditions, it => (string?)it!["reason"] == "PodFailurePolicy" && ((string)it["message"]!).Contains("121", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_CronJob_runs_its_Pods_in_order()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync($$"""
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: cron}
            spec:
              schedule: "* * * * *"
              jobTemplate:
                metadata: {labels: {app: cron} }
                spec:
                  template:
                    metadata:
                      labels: {app: cron}
                      annotations: {podorder.io/order: "dep -> waiter"}
                    spec:
            {{Manifest.Indent(Manifest.Spec("Never", Manifest.Container("waiter", "test -e /work/done"), Manifest.Container("dep", "sleep 2; touch /work/done")), 8)}}
            """);
        var pod = await space.UntilAnyAsync("app=cron", it => it.HasEnded, 120);
        Assert.Equal("Succeeded", pod.Phase);
        Assert.NotNull(pod.Status);
    }

    [Fact]
    public async Task A_DaemonSet_runs_its_Pods_in_order()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Workload("apps/v1", "DaemonSet", "  selector: {matchLabels: {app: shop}}", "Always"));
        await space.KubectlAsync("rollout", "status", "daemonset/shop", "--timeout=120s");
    }

    private static string Workload(string version, string kind, string spec, string policy) => $$"""
        apiVersion: {{version}}
        kind: {{kind}}
        metadata: {name: shop}
        spec:
        {{spec}}
          template:
            metadata:
              labels: {app: shop}
              annotations: {podorder.io/order: "migrate:succeeded -> web"}
            spec:
        {{Manifest.Indent(Manifest.Spec(policy,
            Manifest.Container("web", "test -e /work/done || exit 9; " + Server, "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}"),
            Manifest.Container("migrate", "sleep 2; touch /work/done")), 4)}}
        """;

    private static string Job(string spec, string policy, string dependency, string waiter) => $$"""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: job}
        spec:
          {{spec}}
          template:
            metadata:
              annotations: {podorder.io/order: "dep:succeeded -> waiter"}
            spec:
        {{Manifest.Indent(Manifest.Spec(policy, Manifest.Container("waiter", waiter), Manifest.Container("dep", dependency)), 4)}}
        """;
}
