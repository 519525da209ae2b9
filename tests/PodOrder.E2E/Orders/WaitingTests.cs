using System.Diagnostics;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Orders;

/// <summary>What a container is like to the kubelet, to a Service and to a person while it waits.</summary>
public sealed class WaitingTests
{
    private const string Server = "mkdir -p /tmp/www; echo hello > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www";

    [Fact]
    public async Task Logs_are_live_and_say_what_is_waited_for()
    {
        await using var space = await WaitingPodAsync();
        await Eventually.HoldsAsync(async () => (await space.LogsAsync("pod", "dep")).Contains("tick 3", StringComparison.Ordinal), 20);
        Assert.Contains("waiting for dep: succeeded", await space.LogsAsync("pod", "waiter"), StringComparison.Ordinal);
        Assert.True((await space.PodAsync("pod"))["dep"].IsRunning);
    }

    [Fact]
    public async Task Describe_tells_what_is_waited_for()
    {
        await using var space = await WaitingPodAsync();
        await Eventually.HoldsAsync(async () => (await space.KubectlAsync("describe", "pod", "pod")).Contains("waiting for dep: succeeded", StringComparison.Ordinal), 45);
        Assert.Contains("Startup probe failed", await space.KubectlAsync("describe", "pod", "pod"), StringComparison.Ordinal);
        Assert.Equal(0, (await space.PodAsync("pod"))["waiter"].Restarts);
    }

    [Fact]
    public async Task A_waiting_Pod_is_deleted_as_fast_as_any()
    {
        await using var space = await WaitingPodAsync();
        await space.KubectlAsync("patch", "pod", "pod", "--type=merge", "--patch", """{"metadata":{"finalizers":[]}}""");
        var watch = Stopwatch.StartNew();
        // Its grace period is an hour: whoever does not end by itself is waited for.
        await space.KubectlAsync("delete", "pod", "pod", "--grace-period=3600");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"It took {watch.Elapsed.TotalSeconds:F1} s.");
        TestContext.Current.SendDiagnosticMessage("A waiting Pod was deleted within {0:F1} s.", watch.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task A_liveness_probe_does_not_kill_a_container_that_waits()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:completed -> waiter", "Always",
            Manifest.Container("waiter", "echo started; " + Server, "livenessProbe: {httpGet: {port: 8080, path: /}, periodSeconds: 1, failureThreshold: 1, initialDelaySeconds: 2}"),
            Manifest.Container("dep", "sleep 20")));
        var pod = await space.UntilAsync("pod", it => it["waiter"].IsReady);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        pod = await space.PodAsync("pod");
        Assert.True(pod.IsReady, pod.Summary);
        Assert.Equal(0, pod["waiter"].Restarts);
    }

    [Fact]
    public async Task A_Service_does_not_route_to_a_container_that_waits()
    {
        await using var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync("""
            apiVersion: v1
            kind: Service
            metadata: {name: pod}
            spec:
              selector: {app: pod}
              ports: [{port: 80, targetPort: 8080}]
            """);
        // It has no probes: without an order it would be ready, and get traffic, as soon as its process runs.
        await space.ApplyAsync(Manifest.Pod("pod", "dep:completed -> waiter", "Always", Manifest.Container("waiter", Server), Manifest.Container("dep", "sleep 15")));
        await space.ApplyAsync(Client);
        await space.UntilAsync("pod", it => it["dep"].IsRunning && it["waiter"].IsRunning);
        var address = (string)(await space.GetAsync("service", "pod"))["spec"]!["clusterIP"]!;
        await space.UntilAsync("client", it => it.IsReady);
        Assert.False(await RoutesAsync(space));
        Assert.NotEqual(0, (await RequestAsync(space, address)).Code);

        await space.UntilAsync("pod", it => it.IsReady);
        await Eventually.HoldsAsync(() => RoutesAsync(space), 20);
        await Eventually.HoldsAsync(async () => (await RequestAsync(space, address)).Text.Contains("hello", StringComparison.Ordinal), 20);
    }

    private static string Client => $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: client}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - {name: client, image: "{{Target.Image}}", command: [sleep, "3600"]}
        """;

    private static Task<Commands.Output> RequestAsync(TestNamespace space, string address) => Commands.RunAsync(
        "kubectl", ["--namespace", space.Name, "exec", "client", "--", "sh", "-c", $"printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout 3 nc {address} 80"]);

    private static async Task<bool> RoutesAsync(TestNamespace space)
    {
        var slices = (await space.GetAsync("endpointslices", "--selector", "kubernetes.io/service-name=pod"))["items"]!.AsArray();
        return slices.SelectMany(it => it!["endpoints"]?.AsArray() ?? []).Any(it => (bool?)it!["conditions"]!["ready"] ?? false);
    }

    private static async Task<TestNamespace> WaitingPodAsync()
    {
        var space = await TestNamespace.CreateAsync();
        await space.ApplyAsync(Manifest.Pod("pod", "dep:succeeded -> waiter", "Always",
            Manifest.Container("waiter", "echo never"),
            Manifest.Container("dep", "trap 'exit 0' TERM; for i in $(seq 3600); do echo tick $i; sleep 1 & wait; done")));
        await space.UntilAsync("pod", it => it["dep"].IsRunning && it["waiter"].IsRunning);
        return space;
    }
}
