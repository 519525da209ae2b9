using System.Diagnostics;
using PodOrder.Webhook.Tests.Cluster;
using static PodOrder.Webhook.Tests.Policies.PolicyCluster;

namespace PodOrder.Webhook.Tests.Policies;

/// <summary>What the server knows of policies and namespaces, and when.</summary>
public sealed class PolicyFeedTests : IAsyncLifetime
{
    private PolicyCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await PolicyCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_policy_concerns_Pods_from_the_moment_it_is_there_until_it_is_gone()
    {
        var server = await _cluster.ServeAsync();
        Assert.False(await IsInjectedAsync(server));

        var begin = Stopwatch.GetTimestamp();
        _cluster.Create("proxy-first");
        await Eventually.HoldsAsync(() => IsInjectedAsync(server));
        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalSeconds, 0, 1);

        _cluster.Change("proxy-first", ProxyFirst.Replace("proxy", "absent"));
        await Eventually.HoldsAsync(async () => !await IsInjectedAsync(server));
        _cluster.Change("proxy-first", ProxyFirst);
        await Eventually.HoldsAsync(() => IsInjectedAsync(server));
        _cluster.Delete("proxy-first");
        await Eventually.HoldsAsync(async () => !await IsInjectedAsync(server));
    }

    [Fact]
    public async Task A_namespace_is_chosen_by_the_labels_it_has_now()
    {
        _cluster.Namespace("other", ("team", "other"));
        _cluster.Create("p", "{namespaceSelector: {matchLabels: {team: shop}}, " + ProxyFirst[1..]);
        var server = await _cluster.ServeAsync();
        Assert.True(await IsInjectedAsync(server));
        Assert.False(await IsInjectedAsync(server, @namespace: "other"));

        var other = _cluster.Api.Objects.Get(Namespaces + "/other")!;
        other["metadata"]!["labels"]!["team"] = "shop";
        _cluster.Api.Objects.Update(Namespaces + "/other", other);
        await Eventually.HoldsAsync(() => IsInjectedAsync(server, @namespace: "other"));
    }

    [Fact]
    public async Task A_namespace_that_the_watch_has_not_told_of_yet_is_asked_for()
    {
        _cluster.Create("p", "{namespaceSelector: {matchLabels: {team: new}}, " + ProxyFirst[1..]);
        var server = await _cluster.ServeAsync();
        _cluster.Api.Instead = async context => context.Request.Query["watch"] == "true" && context.Request.Path.Value == Namespaces
            && await FakeApiServer.RefuseAsync(context, 503, "ServiceUnavailable", "later");
        _cluster.Api.CutWatches();
        _cluster.Namespace("new", ("team", "new"));

        Assert.True(await IsInjectedAsync(server, @namespace: "new"));
        Assert.Contains("GET /api/v1/namespaces/new", _cluster.Api.Requests);
    }

    [Fact]
    public async Task A_namespace_that_nobody_tells_of_has_its_name_for_a_label()
    {
        _cluster.Create("by-team", "{namespaceSelector: {matchLabels: {team: shop}}, " + ProxyFirst[1..]);
        var server = await _cluster.ServeAsync();
        Assert.False(await IsInjectedAsync(server, @namespace: "nowhere"));
        _cluster.Create("by-name", "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: nowhere}}, " + ProxyFirst[1..]);
        await Eventually.HoldsAsync(() => IsInjectedAsync(server, @namespace: "nowhere"));
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("podorder-system")]
    public async Task Policies_never_reach_an_excluded_namespace(string name)
    {
        _cluster.Create("p");
        var server = await _cluster.ServeAsync();
        Assert.True(await IsInjectedAsync(server));
        Assert.False(await IsInjectedAsync(server, @namespace: name));
    }

    [Fact]
    public async Task The_installation_may_keep_policies_to_some_namespaces()
    {
        _cluster.Namespace("chosen", ("podorder", "policies"));
        _cluster.Create("p");
        var server = await _cluster.ServeAsync(settings => settings with { PolicyNamespaceSelector = "podorder=policies" });
        Assert.True(await IsInjectedAsync(server, @namespace: "chosen"));
        Assert.False(await IsInjectedAsync(server));
    }

    [Fact]
    public async Task The_last_state_stays_while_the_API_server_is_away_and_readyz_tells()
    {
        _cluster.Create("p");
        var server = await _cluster.ServeAsync();
        await _cluster.Api.DownAsync();
        await Eventually.HoldsAsync(async () => (await ReadyAsync(server)).Said.Contains("The PodOrderPolicies are applied as they were at "));
        Assert.True((await ReadyAsync(server)).IsReady);
        Assert.True(await IsInjectedAsync(server));

        _cluster.Delete("p");
        await _cluster.Api.UpAsync();
        await Eventually.HoldsAsync(async () => !await IsInjectedAsync(server));
        await Eventually.HoldsAsync(async () => !(await ReadyAsync(server)).Said.Contains("PodOrderPolicies"));
    }

    [Fact]
    public async Task A_history_that_is_gone_is_listed_again()
    {
        _cluster.Create("p");
        var server = await _cluster.ServeAsync();
        await _cluster.Api.DownAsync();
        _cluster.Delete("p");
        _cluster.Create("q", ProxyFirst.Replace("proxy", "absent"));
        _cluster.Api.Objects.Compact();
        await _cluster.Api.UpAsync();
        await Eventually.HoldsAsync(async () => !await IsInjectedAsync(server));
        await Eventually.HoldsAsync(() => (string?)_cluster.Accepted("q")?["status"] == "True");
    }

    [Fact]
    public async Task A_server_that_may_not_see_the_policies_is_unready_at_first_and_says_why()
    {
        _cluster.Api.Instead = async context => context.Request.Path.Value == PolicyCluster.Policies
            && await FakeApiServer.RefuseAsync(context, 403, "Forbidden", "podorderpolicies is forbidden");
        var server = await _cluster.ServeAsync(isReady: false);
        await Eventually.HoldsAsync(async () => (await ReadyAsync(server)).Said.StartsWith("The PodOrderPolicies are not known yet: ", StringComparison.Ordinal));
        var (isReady, said) = await ReadyAsync(server);
        Assert.False(isReady);
        Assert.Equal("The PodOrderPolicies are not known yet: the API server answers 403 Forbidden: podorderpolicies is forbidden.", said);
        // What does not need it is served.
        Assert.True((bool?)(await AskAsync(server))["allowed"]);
    }

    [Fact]
    public async Task Without_policies_a_Pod_that_asks_for_nothing_costs_no_look_at_anything()
    {
        var server = await _cluster.ServeAsync();
        var response = await AskAsync(server, @namespace: "unknown");
        Assert.True((bool?)response["allowed"]);
        Assert.Null(response["patch"]);
        Assert.DoesNotContain(_cluster.Api.Requests, request => request.Contains("unknown", StringComparison.Ordinal));
    }

    private static async Task<(bool IsReady, string Said)> ReadyAsync(RunningServer server)
    {
        var answer = await server.Client.GetAsync("/readyz");
        return (answer.IsSuccessStatusCode, (await answer.Content.ReadAsStringAsync()).TrimEnd());
    }
}
