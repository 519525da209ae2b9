using PodOrder.E2E.Installing;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Disruptions;

/// <summary>What becomes of Pods while no replica of the server is there.</summary>
[Collection(nameof(Alone))]
public sealed class ServerDownTests
{
    private static readonly string _pod = Manifest.Pod("pod", "dep:succeeded -> waiter", "Always", Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "true"));

    [Fact]
    public async Task Only_Pods_with_a_hint_are_refused_and_those_that_run_go_on()
    {
        Release.DemandInCluster();
        await using var space = await TestNamespace.CreateAsync();
        await Release.InstallAsync();
        await space.ApplyAsync(_pod.Replace("name: pod", "name: before", StringComparison.Ordinal));
        await space.UntilAsync("before", it => it.IsReady);
        await Release.StopAsync();

        Assert.Contains("order.podorder.io", await space.RefusesAsync(_pod), StringComparison.Ordinal);
        await space.ApplyAsync(_pod.Replace("podorder.io/order", "example.com/order", StringComparison.Ordinal).Replace("name: pod", "name: bare", StringComparison.Ordinal));
        await space.KubectlAsync("label", "pod", "before", "changed=yes");
        await space.KubectlAsync("annotate", "pod", "before", "example.com/changed=yes");
        await space.ApplyAsync(Deployment("{podorder.io/order: \"dep:succeeded -> waiter\"}"));
        await space.KubectlAsync("delete", "pod", "before", "--timeout=30s");

        // Its controller tries again by itself.
        await Release.InstallAsync();
        await space.KubectlAsync("rollout", "status", "deployment/shop", "--timeout=180s");
    }

    [Fact]
    public async Task Under_Ignore_they_start_without_an_order_unless_an_injection_is_required()
    {
        Release.DemandInCluster();
        await using var space = await TestNamespace.CreateAsync();
        try
        {
            await Release.InstallAsync("webhook.failurePolicy=Ignore");
            await Release.StopAsync();
            await space.ApplyAsync(_pod.Replace("name: pod", "name: unordered", StringComparison.Ordinal));
            Assert.False((await space.PodAsync("unordered")).IsInjected);

            await Commands.SucceedsAsync("helm",
                ["upgrade", "podorder", Repository.PathOf("deploy/helm"), "--namespace", Release.Namespace, "--reuse-values", "--set", "requireInjection=true,replicas=0"]);
            await Eventually.HoldsAsync(async () => (await Commands.RunAsync("kubectl", ["--namespace", space.Name, "create", "--dry-run=server", "--filename=-"], _pod)).Code != 0);
            Assert.Contains("PodOrder has not put one in", await space.RefusesAsync(_pod), StringComparison.Ordinal);
        }
        finally
        {
            await Release.InstallAsync();
        }
    }

    private static string Deployment(string annotations) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          selector: {matchLabels: {app: shop} }
          template:
            metadata:
              labels: {app: shop}
              annotations: {{annotations}}
            spec:
        {{Manifest.Indent(Manifest.Spec("Always", Manifest.Container("waiter", "exec sleep 3600"), Manifest.Container("dep", "true")), 4)}}
        """;
}
