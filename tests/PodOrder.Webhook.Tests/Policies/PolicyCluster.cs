using System.Text;
using System.Text.Json.Nodes;
using PodOrder.Tests.Shared;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Tests.Cluster;

namespace PodOrder.Webhook.Tests.Policies;

/// <summary>An API server with policies and namespaces, and servers that follow them.</summary>
internal sealed class PolicyCluster : IAsyncDisposable
{
    public const string Policies = "/apis/podorder.io/v1alpha1/podorderpolicies", Namespaces = "/api/v1/namespaces";

    /// <summary>All wait for the proxy.</summary>
    public const string ProxyFirst = "{rules: [{containers: ['*'], after: [{name: proxy, condition: ready}]}]}";

    private readonly List<RunningServer> _servers = [];

    private PolicyCluster(FakeApiServer api) => Api = api;

    public FakeApiServer Api { get; }

    public static async Task<PolicyCluster> StartAsync()
    {
        var cluster = new PolicyCluster(await FakeApiServer.StartAsync());
        cluster.Api.Objects.Create("/version", new JsonObject { ["major"] = "1", ["minor"] = "34", ["metadata"] = new JsonObject() });
        cluster.Namespace("shop", ("team", "shop"));
        cluster.Namespace("kube-system");
        return cluster;
    }

    /// <summary>A server that knows all there is, unless it cannot.</summary>
    public async Task<RunningServer> ServeAsync(Func<ClusterSettings, ClusterSettings>? change = null, bool isReady = true)
    {
        var settings = new ClusterSettings { Kubeconfig = Api.Kubeconfig, Policies = true };
        var server = await RunningServer.StartAsync(RunningServer.Settings with { MetricsPort = 0, Cluster = change?.Invoke(settings) ?? settings });
        _servers.Add(server);
        if (isReady)
            await Eventually.HoldsAsync(async () => (await server.Client.GetAsync("/readyz")).IsSuccessStatusCode);
        return server;
    }

    public void Namespace(string name, params (string Key, string Value)[] labels) => Api.Objects.Create($"{Namespaces}/{name}", new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject(labels.Append(("kubernetes.io/metadata.name", name)).Select(label => KeyValuePair.Create(label.Item1, (JsonNode?)label.Item2))),
        },
    });

    public void Create(string name, string spec = ProxyFirst) => Api.Objects.Create($"{Policies}/{name}", Policy(name, spec));

    // As kubectl does: whoever has written in between, the server's status for one, is no reason to give up.
    public void Change(string name, string spec)
    {
        while (true)
        {
            var policy = Api.Objects.Get($"{Policies}/{name}")!;
            policy["spec"] = Yaml.Read(spec);
            try
            {
                Api.Objects.Update($"{Policies}/{name}", policy);
                return;
            }
            catch (ObjectStore.Refusal refused) when (refused.Code == 409)
            {
            }
        }
    }

    public void Delete(string name) => Api.Objects.Delete($"{Policies}/{name}");

    /// <summary>The condition <c>Accepted</c> of a policy, or null.</summary>
    public JsonNode? Accepted(string name) =>
        Api.Objects.Get($"{Policies}/{name}")!["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == "Accepted");

    public int Writes => Api.Requests.Count(request => request.StartsWith("PATCH ", StringComparison.Ordinal));

    /// <summary>What a server answers for a Pod.</summary>
    public static async Task<JsonObject> AskAsync(RunningServer server, string pod = Pods.Proxied, string @namespace = "shop")
    {
        var review = Reviews.Review(Yaml.Read(pod).ToJsonString());
        review["request"]!["namespace"] = @namespace;
        return await (await server.AskAsync(review)).ResponseAsync();
    }

    /// <summary>Whether a server holds a Pod's containers back.</summary>
    public static async Task<bool> IsInjectedAsync(RunningServer server, string pod = Pods.Proxied, string @namespace = "shop") =>
        (string?)(await AskAsync(server, pod, @namespace))["patch"] is { } patch
        && Encoding.UTF8.GetString(Convert.FromBase64String(patch)).Contains("podorder-install", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        await Api.DisposeAsync();
    }

    private static JsonObject Policy(string name, string spec) => new()
    {
        ["apiVersion"] = "podorder.io/v1alpha1",
        ["kind"] = "PodOrderPolicy",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = Yaml.Read(spec),
    };

    /// <summary>Pods that ask for nothing, or for something.</summary>
    public static class Pods
    {
        /// <summary>What a ReplicaSet sends: no name, and no namespace but the request's.</summary>
        public const string Proxied = """
            {metadata: {generateName: web-, labels: {app: web}}, spec: {containers: [
              {name: web, command: [web]}, {name: proxy, command: [proxy], readinessProbe: {tcpSocket: {port: 1}}}]}}
            """;
    }
}
