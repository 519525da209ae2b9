using PodOrder.Webhook.Tests.Telemetry;
using static PodOrder.Webhook.Tests.Policies.PolicyCluster;

namespace PodOrder.Webhook.Tests.Policies;

/// <summary>What the API server is told about a Pod that policies concern, and what is counted of it.</summary>
public sealed class PolicyAdmissionTests : IAsyncLifetime
{
    private const string Unknown = "{metadata: {generateName: web-}, spec: {containers: [{name: web, image: web}, {name: proxy, readinessProbe: {tcpSocket: {port: 1}}}]}}";
    private PolicyCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await PolicyCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_audit_log_names_the_policy()
    {
        _cluster.Create("proxy-first");
        var response = await AskAsync(await _cluster.ServeAsync());
        Assert.Equal("web ⇐ proxy ready (policy proxy-first)", (string?)response["auditAnnotations"]!["plan"]);
    }

    [Fact]
    public async Task A_wait_that_cannot_be_kept_is_a_warning()
    {
        _cluster.Create("p");
        var response = await AskAsync(await _cluster.ServeAsync(), Unknown);
        Assert.True((bool?)response["allowed"]);
        Assert.Null(response["patch"]);
        Assert.Equal(["policy p: \"web\" does not wait for \"proxy\" (ready): the command of \"web\" is not known"], response["warnings"]!.AsArray().Select(w => (string?)w));
    }

    [Fact]
    public async Task A_policy_that_says_Deny_refuses_the_Pod_with_a_sentence()
    {
        _cluster.Create("p", "{onConflict: Deny, " + ProxyFirst[1..]);
        var response = await AskAsync(await _cluster.ServeAsync(), Unknown);
        Assert.False((bool?)response["allowed"]);
        Assert.Contains("policy p has \"web\" wait for \"proxy\" to be ready, which cannot be kept: the command of \"web\" is not known; ", (string?)response["status"]!["message"]);
    }

    [Fact]
    public async Task An_update_is_no_affair_of_policies()
    {
        _cluster.Create("p");
        var server = await _cluster.ServeAsync();
        var review = Reviews.Review();
        review["request"]!["operation"] = "UPDATE";
        review["request"]!["oldObject"] = review["request"]!["object"]!.DeepClone();
        Assert.Null((await (await server.AskAsync(review)).ResponseAsync())["patch"]);
    }

    [Fact]
    public async Task What_policies_do_is_counted_by_policy_until_the_policy_is_gone()
    {
        _cluster.Create("p");
        _cluster.Create("q", "{rules: [{containers: [a], after: [{name: b, condition: ready}]}, {containers: [b], after: [{name: a, condition: ready}]}]}");
        var server = await _cluster.ServeAsync();
        using var scraper = Scrape.Client(server);
        await AskAsync(server);
        await AskAsync(server);
        await AskAsync(server, Unknown);
        await Eventually.HoldsAsync(() => _cluster.Accepted("q") is not null);

        var metrics = await Scrape.ReadAsync(scraper);
        Assert.Equal(2, metrics["podorder_policy_waits_total{policy=\"p\",result=\"Kept\"}"]);
        Assert.Equal(1, metrics["podorder_policy_waits_total{policy=\"p\",result=\"CommandUnknown\"}"]);
        Assert.Equal((1, 1), (metrics["podorder_policies{state=\"accepted\"}"], metrics["podorder_policies{state=\"invalid\"}"]));
        Assert.InRange(metrics["podorder_policy_status_writes_total{result=\"written\"}"], 1, 2);
        Assert.InRange(metrics["podorder_policy_last_contact_timestamp_seconds{resource=\"podorderpolicies\"}"], DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds());

        _cluster.Delete("p");
        await Eventually.HoldsAsync(async () => (await Scrape.ReadAsync(scraper)).Keys.All(key => !key.Contains("policy=\"p\"")));
    }
}
