using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PodOrder.Webhook.Policies;
using PodOrder.Webhook.Tests.Cluster;
using static PodOrder.Webhook.Tests.Policies.PolicyCluster;

namespace PodOrder.Webhook.Tests.Policies;

/// <summary>What a policy's status says, and who writes it how often.</summary>
public sealed class PolicyStatusTests : IAsyncLifetime
{
    private const string Invalid = "{rules: [{containers: [a], after: [{name: b, condition: ready}]}, {containers: [b], after: [{name: a, condition: ready}]}]}";
    private PolicyCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await PolicyCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_policy_that_is_applied_says_so()
    {
        await _cluster.ServeAsync();
        _cluster.Create("p");
        await Eventually.HoldsAsync(() => (string?)_cluster.Accepted("p")?["status"] == "True");
        var status = _cluster.Api.Objects.Get($"{PolicyCluster.Policies}/p")!["status"]!;
        Assert.Equal((1, 1), ((int)status["observedGeneration"]!, (int)status["rules"]!));
        Assert.Equal(("Accepted", 1), ((string?)_cluster.Accepted("p")!["reason"], (int)_cluster.Accepted("p")!["observedGeneration"]!));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string?)_cluster.Accepted("p")!["lastTransitionTime"]);
    }

    [Fact]
    public async Task An_invalid_policy_says_why_and_is_applied_in_no_part_until_it_is_mended()
    {
        var server = await _cluster.ServeAsync();
        _cluster.Create("p", Invalid.Replace("[{containers: [a]", "[{containers: ['*'], after: [{name: proxy, condition: ready}]}, {containers: [a]"));
        await Eventually.HoldsAsync(() => (string?)_cluster.Accepted("p")?["status"] == "False");
        Assert.Equal("Cycle", (string?)_cluster.Accepted("p")!["reason"]);
        Assert.Equal(
            "spec.rules: containers wait for each other in a circle: b -> a -> b; take one of these steps out. Nothing of the policy is applied.",
            (string?)_cluster.Accepted("p")!["message"]);
        Assert.False(await IsInjectedAsync(server));

        _cluster.Change("p", ProxyFirst);
        await Eventually.HoldsAsync(() => (string?)_cluster.Accepted("p")!["status"] == "True");
        Assert.Equal(2, (int)_cluster.Accepted("p")!["observedGeneration"]!);
        await Eventually.HoldsAsync(() => IsInjectedAsync(server));
    }

    [Fact]
    public async Task A_status_changes_no_policy()
    {
        var server = await _cluster.ServeAsync();
        var feed = server.Application.Services.GetRequiredService<PolicyFeed>();
        var set = feed.Policies;
        _cluster.Create("p");
        await Eventually.HoldsAsync(() => feed.Policies != set);
        set = feed.Policies;
        _cluster.Create("q");
        await Eventually.HoldsAsync(() => feed.Policies != set && _cluster.Accepted("p") is not null && _cluster.Accepted("q") is not null);
        set = feed.Policies;
        _cluster.Api.Objects.Patch($"{PolicyCluster.Policies}/p", "application/merge-patch+json", """{"status": {"rules": 7}}""");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Same(set, feed.Policies);
    }

    [Fact]
    public async Task Two_replicas_do_not_fight()
    {
        await _cluster.ServeAsync();
        await _cluster.ServeAsync();
        for (var i = 0; i < 10; i++)
            _cluster.Create($"p{i}", i % 2 == 0 ? ProxyFirst : Invalid);
        await Eventually.HoldsAsync(() => Enumerable.Range(0, 10).All(i => _cluster.Accepted($"p{i}") is not null));

        var written = Enumerable.Range(0, 10).Select(Version).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal(written, Enumerable.Range(0, 10).Select(Version));
        Assert.InRange(_cluster.Writes, 10, 20);

        string Version(int i) => (string)_cluster.Api.Objects.Get($"{PolicyCluster.Policies}/p{i}")!["metadata"]!["resourceVersion"]!;
    }

    [Fact]
    public async Task A_stranger_who_says_otherwise_is_not_answered_at_once_each_time()
    {
        await _cluster.ServeAsync();
        _cluster.Create("p");
        await Eventually.HoldsAsync(() => _cluster.Accepted("p") is not null);
        var before = _cluster.Writes;
        for (var i = 0; i < 20; i++)
        {
            _cluster.Api.Objects.Patch($"{PolicyCluster.Policies}/p", "application/merge-patch+json", $$"""{"status": {"rules": {{i + 5}} } }""");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.Equal(before, _cluster.Writes);
    }

    [Fact]
    public async Task Conditions_of_others_and_the_time_of_the_last_change_are_kept()
    {
        _cluster.Create("p");
        _cluster.Api.Objects.Patch($"{PolicyCluster.Policies}/p", "application/merge-patch+json", """
            {"status": {"conditions": [
              {"type": "Audited", "status": "True", "reason": "x", "message": "", "lastTransitionTime": "2026-01-01T00:00:00Z"},
              {"type": "Accepted", "status": "True", "reason": "Old", "message": "old", "lastTransitionTime": "2026-01-02T00:00:00Z"}]}}
            """);
        await _cluster.ServeAsync();
        await Eventually.HoldsAsync(() => (string?)_cluster.Accepted("p")!["reason"] == "Accepted");
        Assert.Equal("2026-01-02T00:00:00Z", (string?)_cluster.Accepted("p")!["lastTransitionTime"]);
        var conditions = _cluster.Api.Objects.Get($"{PolicyCluster.Policies}/p")!["status"]!["conditions"]!.AsArray();
        Assert.Equal(["Audited", "Accepted"], conditions.Select(condition => (string?)condition!["type"]));
    }

    [Fact]
    public async Task A_status_that_may_not_be_written_keeps_no_policy_from_being_applied()
    {
        var refused = 0;
        _cluster.Api.Instead = async context => context.Request.Method == "PATCH" && Interlocked.Increment(ref refused) > 0
            && await FakeApiServer.RefuseAsync(context, 403, "Forbidden", "cannot patch podorderpolicies/status");
        var server = await _cluster.ServeAsync();
        _cluster.Create("p");
        await Eventually.HoldsAsync(() => IsInjectedAsync(server));
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.InRange(refused, 1, 6);

        _cluster.Api.Instead = _ => Task.FromResult(false);
        await Eventually.HoldsAsync(() => _cluster.Accepted("p") is not null);
    }

    [Fact]
    public async Task A_version_that_another_replica_has_overtaken_is_not_written_over()
    {
        var overtaken = false;
        _cluster.Api.Instead = context =>
        {
            if (context.Request.Method == "PATCH" && !overtaken)
            {
                overtaken = true;
                _cluster.Api.Objects.Patch($"{PolicyCluster.Policies}/p", "application/merge-patch+json", """{"metadata": {"labels": {"changed": "yes"}}}""");
            }
            return Task.FromResult(false);
        };
        await _cluster.ServeAsync();
        _cluster.Create("p");
        await Eventually.HoldsAsync(() => _cluster.Accepted("p") is not null);
        Assert.True(overtaken);
        Assert.Equal("yes", (string?)_cluster.Api.Objects.Get($"{PolicyCluster.Policies}/p")!["metadata"]!["labels"]!["changed"]);
    }
}
