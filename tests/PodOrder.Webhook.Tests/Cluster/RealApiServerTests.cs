using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PodOrder.Webhook.Certificates.Authorities;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

/// <summary>What the tests with an API server in this process prove, against a real one: it trusts, defaults, validates and calls for itself.</summary>
public sealed class RealApiServerTests
{
    private static readonly AuthorityTimes _short = new() { Look = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task Replicas_agree_on_one_authority_and_the_API_server_calls_either()
    {
        await using var api = await RealApiServer.PrepareAsync();
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartAsync(api, _short)));
        await using var all = new Replicas(replicas);
        await api.RegisterAsync(replicas[0].Address.Port);
        foreach (var replica in replicas)
            await Installation.ReadyAsync(replica);

        Assert.Equal(await api.KeptAsync("ca.crt"), await api.BundleAsync());
        foreach (var replica in replicas)
        {
            await api.PatchAsync(api.Mutating, $$"""[{"op":"replace","path":"/webhooks/0/clientConfig/url","value":"https://localhost:{{replica.Address.Port}}/mutate"}]""");
            // An API server takes the new address over in a moment.
            await Eventually.HoldsAsync(async () => (await AdmittedAsync(api)) == "podorder-install");
        }
    }

    [Fact]
    public async Task A_caBundle_that_is_wiped_is_back_within_a_second()
    {
        await using var api = await RealApiServer.PrepareAsync();
        await using var replica = await StartAsync(api, _short);
        await api.RegisterAsync(replica.Address.Port);
        await Installation.ReadyAsync(replica);
        var bundle = await api.BundleAsync();

        foreach (var path in (string[])[api.Mutating, api.Validating])
        {
            await api.PatchAsync(path, """[{"op":"remove","path":"/webhooks/0/clientConfig/caBundle"}]""");
            var start = Stopwatch.GetTimestamp();
            await Eventually.HoldsAsync(async () => await api.BundleAsync() == bundle);
            TestContext.Current.TestOutputHelper!.WriteLine($"back after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        }
    }

    [Fact]
    public async Task Authorities_and_certificates_follow_one_another_and_no_Pod_is_refused()
    {
        await using var api = await RealApiServer.PrepareAsync();
        var times = _short with { LeafLife = TimeSpan.FromSeconds(3), Spread = TimeSpan.FromSeconds(1), Skew = TimeSpan.FromSeconds(1) };
        await using var replica = await StartAsync(api, times);
        await using var other = await StartAsync(api, times);
        await api.RegisterAsync(replica.Address.Port);
        await Installation.ReadyAsync(replica);
        var first = await api.KeptAsync("ca.crt");
        var admitted = 0;

        for (var rotation = 0; rotation < 2; rotation++)
        {
            // To delete the Secret is to ask for a new authority.
            await api.DeleteAsync(api.Secret);
            await Eventually.HoldsAsync(async () =>
            {
                Assert.Equal(["podorder-install"], await api.AdmitAsync());
                admitted++;
                return await api.KeptAsync("ca.crt") is { } now && now != first && await api.BundleAsync() == now;
            });
            first = await api.KeptAsync("ca.crt");
        }

        Assert.True(admitted > 20, $"{admitted} Pods admitted");
    }

    [Fact]
    public async Task The_entry_for_policies_is_accepted_and_what_the_API_server_makes_of_it_is_left_alone()
    {
        await using var api = await RealApiServer.PrepareAsync();
        await using var replica = await StartAsync(api, _short, new ClusterSettings { PolicyNamespaceSelector = "team in (shop, web),!legacy" });
        await api.RegisterAsync(replica.Address.Port);
        await Installation.ReadyAsync(replica);

        replica.Application.Services.GetRequiredService<PodOrder.Webhook.WebhookConfigurations.PolicyPresence>().Tell(any: true);
        await Eventually.HoldsAsync(async () => await EntryAsync(api) is not null);
        var version = (string?)(await api.GetAsync(api.Mutating))!["metadata"]!["resourceVersion"];
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(version, (string?)(await api.GetAsync(api.Mutating))!["metadata"]!["resourceVersion"]);

        replica.Application.Services.GetRequiredService<PodOrder.Webhook.WebhookConfigurations.PolicyPresence>().Tell(any: false);
        await Eventually.HoldsAsync(async () => await EntryAsync(api) is null);
    }

    [Fact]
    public async Task Objects_are_listed_by_page_and_followed()
    {
        await using var api = await RealApiServer.PrepareAsync();
        for (var i = 0; i < 450; i++)
            await api.CreateAsync($"api/v1/namespaces/{api.Name}/configmaps", ConfigMap($"m{i:000}"));
        using var client = new ApiClient(ApiAccess.Find(api.Kubeconfig), null, TimeProvider.System);
        await using var watched = new Watched(client, new ResourceQuery(new ResourceType("v1", "configmaps")) { Namespace = api.Name, LabelSelector = "made=here", MetadataOnly = true });

        await Eventually.HoldsAsync(() => watched.Names.Count() == 450);
        await api.CreateAsync($"api/v1/namespaces/{api.Name}/configmaps", ConfigMap("late"));
        await Eventually.HoldsAsync(() => watched.Names.Contains("late"));
        await api.DeleteAsync($"api/v1/namespaces/{api.Name}/configmaps/m007");
        await Eventually.HoldsAsync(() => !watched.Names.Contains("m007"));

        Assert.False(watched.Informer.Snapshot.Values.First().ContainsKey("data"));
    }

    private static JsonObject ConfigMap(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["made"] = "here" } },
        ["data"] = new JsonObject { ["value"] = "much" },
    };

    private static async Task<JsonNode?> EntryAsync(RealApiServer api) =>
        (await api.GetAsync(api.Mutating))!["webhooks"]!.AsArray().FirstOrDefault(entry => (string?)entry!["name"] == "policy.podorder.io");

    private static async Task<string> AdmittedAsync(RealApiServer api)
    {
        try
        {
            return string.Join(',', await api.AdmitAsync());
        }
        catch (ApiException e)
        {
            return e.Message;
        }
    }

    private static Task<RunningServer> StartAsync(RealApiServer api, AuthorityTimes times, ClusterSettings? settings = null) => RunningServer.StartAsync(
        RunningServer.Settings with
        {
            LogLevel = LogLevel.None,
            Cluster = (settings ?? new ClusterSettings()) with
            {
                Kubeconfig = api.Kubeconfig,
                Namespace = api.Name,
                TlsSecret = "podorder-webhook-ca",
                TlsDnsNames = ["localhost"],
                WebhookConfiguration = api.Name,
            },
        },
        replace: services => services.AddSingleton(times));

    private sealed class Replicas(RunningServer[] replicas) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var replica in replicas)
                await replica.DisposeAsync();
        }
    }
}
