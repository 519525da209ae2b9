using System.Diagnostics;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Policies;

/// <summary>PodOrderPolicies, from their application to the order of Pods that ask for nothing.</summary>
public sealed class PolicyTests
{
    private static readonly string _bare = Manifest.Pod("pod", "", "Always",
            Manifest.Container("web", "test -e /work/done && echo saw it; exec sleep 3600"),
            Manifest.Container("proxy", "sleep 3; touch /work/done; mkdir /tmp/www; exec httpd -f -p 8080 -h /tmp/www", "readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1}"))
        .Replace("podorder.io/order", "example.com/note", StringComparison.Ordinal);

    [Fact]
    public async Task A_policy_orders_the_Pods_of_its_namespaces_within_a_second_and_no_others()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var other = await TestNamespace.CreateAsync();
        await space.ApplyAsync(_bare);
        Assert.False((await space.PodAsync("pod")).IsInjected);
        await space.KubectlAsync("delete", "pod", "pod", "--now");

        await using (await PolicyAsync(space))
        {
            var watch = Stopwatch.StartNew();
            await Eventually.HoldsAsync(async () => new PodView(JsonNode.Parse(await space.ApplyAsync(_bare, "--dry-run=server", "--output=json"))!).IsInjected, 10);
            TestContext.Current.SendDiagnosticMessage("A policy reached Pods within {0:F1} s, the look included.", watch.Elapsed.TotalSeconds);
            await space.ApplyAsync(_bare);
            var pod = await space.UntilAsync("pod", it => it.IsReady);
            Assert.True(pod.IsInjected);
            Assert.Contains("saw it", await space.LogsAsync("pod", "web"), StringComparison.Ordinal);
            Assert.Contains($"(policy {space.Name})", pod.Status, StringComparison.Ordinal);
            await other.ApplyAsync(_bare);
            Assert.False((await other.PodAsync("pod")).IsInjected);
        }

        // What was ordered stays ordered; new Pods are left alone.
        Assert.True((await space.PodAsync("pod")).IsReady);
        await Eventually.HoldsAsync(async () => !new PodView(JsonNode.Parse(await space.ApplyAsync(
            _bare.Replace("name: pod", "name: later", StringComparison.Ordinal), "--dry-run=server", "--output=json"))!).IsInjected, 10);
    }

    [Fact]
    public async Task A_Pod_that_opts_out_is_left_alone()
    {
        await using var space = await TestNamespace.CreateAsync();
        await using var policy = await PolicyAsync(space);
        await Applied.ReachesAsync(space, _bare);
        await space.ApplyAsync(_bare.Replace("example.com/note: \"\"", "podorder.io/inject: \"false\"", StringComparison.Ordinal));
        Assert.False((await space.PodAsync("pod")).IsInjected);
    }

    [Theory]
    [InlineData("rules: []", "spec.rules")]
    [InlineData("rules: [{containers: [\"*\"], after: [{name: proxy, condition: redy}]}]", "condition")]
    [InlineData("rules: [{containers: [\"*\"], after: [{name: proxy}]}]", "condition")]
    [InlineData("rules: [{containers: [proxy], after: [{name: proxy, condition: ready}]}]", "a container cannot wait for itself")]
    [InlineData("rules: [{containers: [\"Web*\"], after: [{name: proxy, condition: ready}]}]", "containers[0]")]
    [InlineData("{podSelector: {matchExpressions: [{key: app, operator: In}]}, rules: [{containers: [\"*\"], after: [{name: proxy, condition: ready}]}]}", "In and NotIn take at least one value")]
    public async Task A_wrong_policy_is_refused_as_it_is_applied(string spec, string complaint)
    {
        Target.Demand();
        var said = await Commands.FailsAsync("kubectl", ["apply", "--filename=-"], $"apiVersion: podorder.io/v1alpha1\nkind: PodOrderPolicy\nmetadata: {{name: wrong}}\nspec:\n  {spec}");
        Assert.Contains(complaint, said, StringComparison.Ordinal);
    }

    private static Task<Applied> PolicyAsync(TestNamespace space) => Applied.ApplyAsync(space, "{containers: [\"*\"], after: [{name: proxy, condition: ready}]}");
}
