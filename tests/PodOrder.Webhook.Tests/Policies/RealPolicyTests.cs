using System.Diagnostics;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Policies;

/// <summary>What a real API server makes of policies: its schema, its status subresource, its watches, and when it asks us about a Pod.</summary>
public sealed class RealPolicyTests
{
    private const string Web = "{name: web, image: x, command: [web]}", Database = "{name: db, image: x, command: [db]}";
    private const string ProxyFirst = "{containers: ['*'], after: [{name: proxy, condition: ready}]}";

    [Fact]
    public async Task A_sidecar_that_another_webhook_adds_after_us_is_ordered_too()
    {
        await using var cluster = await RealPolicyCluster.PrepareAsync();
        await cluster.ServeAsync();
        await cluster.AddSidecarsAsync();
        await cluster.PolicyAsync("proxy-first", ProxyFirst);
        await Eventually.HoldsAsync(async () => (await cluster.AdmitAsync(Web)).EndsWith(": web ⇐ proxy ready (policy proxy-first)", StringComparison.Ordinal));

        // And where the Pod was injected before the sidecar came.
        await cluster.PolicyAsync("db-first", "{containers: [web], after: [{name: db, condition: started}]}");
        await Eventually.HoldsAsync(async () => (await cluster.AdmitAsync($"{Web}, {Database}"))
            .EndsWith(": web ⇐ db started (policy db-first), proxy ready (policy proxy-first)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_reaches_Pods_within_a_second_and_is_told_in_its_status_once()
    {
        await using var cluster = await RealPolicyCluster.PrepareAsync();
        await cluster.ServeAsync();
        await cluster.ServeAsync();
        var pod = $"{Web}, {{name: proxy, image: x, readinessProbe: {{tcpSocket: {{port: 1}}}}}}";
        Assert.Equal("", await cluster.AdmitAsync(pod));

        var begin = Stopwatch.GetTimestamp();
        await cluster.PolicyAsync("proxy-first", ProxyFirst);
        await Eventually.HoldsAsync(async () => (await cluster.AdmitAsync(pod)).Length > 0);
        TestContext.Current.TestOutputHelper!.WriteLine($"a Pod is ordered {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:F0} ms after the policy was made");
        await cluster.PolicyAsync("circle", "{containers: [a], after: [{name: b, condition: ready}]}, {containers: [b], after: [{name: a, condition: ready}]}");

        await Eventually.HoldsAsync(async () => (string?)(await cluster.StatusAsync("proxy-first"))?["conditions"]?[0]?["status"] == "True");
        await Eventually.HoldsAsync(async () => (string?)(await cluster.StatusAsync("circle"))?["conditions"]?[0]?["reason"] == "Cycle");
        Assert.Equal((1, 1), ((int)(await cluster.StatusAsync("proxy-first"))!["observedGeneration"]!, (int)(await cluster.StatusAsync("proxy-first"))!["rules"]!));
        var (first, second) = (await cluster.VersionAsync("proxy-first"), await cluster.VersionAsync("circle"));
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal((first, second), (await cluster.VersionAsync("proxy-first"), await cluster.VersionAsync("circle")));
    }

    [Theory]
    [InlineData("", "should have at least 1 items")]
    [InlineData("{containers: [], after: [{name: b, condition: ready}]}", "should have at least 1 items")]
    [InlineData("{containers: [a], after: [{name: b}]}", "spec.rules[0].after[0].condition: Required value")]
    [InlineData("{containers: [a], after: [{name: b, condition: healthy}]}", "supported values: \"started\", \"ready\", \"completed\", \"succeeded\"")]
    [InlineData("{containers: [a, b], after: [{name: b, condition: ready}]}", "a container cannot wait for itself, take it out of containers or out of after")]
    [InlineData("{containers: [A], after: [{name: b, condition: ready}]}", "spec.rules[0].containers[0] in body should match")]
    [InlineData("{containers: [a], after: [{name: 'b*', condition: ready}]}", "spec.rules[0].after[0].name in body should match")]
    public async Task What_the_schema_can_tell_is_refused_at_once(string rules, string complaint)
    {
        await using var cluster = await RealPolicyCluster.PrepareAsync();
        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.PolicyAsync("wrong", rules));
        Assert.Equal(422, refused.Code);
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }
}
