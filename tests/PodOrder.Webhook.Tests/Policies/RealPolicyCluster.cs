using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PodOrder.Tests.Shared;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Tests.Cluster;

namespace PodOrder.Webhook.Tests.Policies;

/// <summary>A real API server that knows PodOrderPolicy, asks a server of ours about Pods, and after it another webhook.</summary>
internal sealed class RealPolicyCluster : IAsyncDisposable
{
    private const string Policies = "apis/podorder.io/v1alpha1/podorderpolicies", Configurations = "apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private readonly RealApiServer _api;
    private readonly ApiClient _client;
    private readonly List<RunningServer> _servers = [];
    private readonly List<string> _made = [];

    private RealPolicyCluster(RealApiServer api)
    {
        _api = api;
        _client = new ApiClient(ApiAccess.Find(api.Kubeconfig), null, TimeProvider.System);
    }

    // The server's own namespace is one that policies do not reach.
    private string Namespace => _api.Name + "-pods";

    public static async Task<RealPolicyCluster> PrepareAsync()
    {
        var cluster = new RealPolicyCluster(await RealApiServer.PrepareAsync());
        var schema = Encoding.UTF8.GetBytes(Repository.Text("deploy/helm/files/podorderpolicy-crd.yaml"));
        using var applied = await cluster._client.SendAsync(
            HttpMethod.Patch, "apis/apiextensions.k8s.io/v1/customresourcedefinitions/podorderpolicies.podorder.io?fieldManager=tests&force=true", schema, "application/apply-patch+yaml", TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => await cluster._api.GetAsync(Policies) is not null);
        await cluster.MakeAsync("api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = cluster.Namespace } });
        if (await cluster._api.GetAsync($"api/v1/namespaces/{cluster.Namespace}/serviceaccounts/default") is null)
            await cluster._api.CreateAsync($"api/v1/namespaces/{cluster.Namespace}/serviceaccounts", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } });
        return cluster;
    }

    /// <summary>Starts a replica; the API server asks the first one.</summary>
    public async Task ServeAsync()
    {
        var server = await RunningServer.StartAsync(RunningServer.Settings with
        {
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
            Cluster = new ClusterSettings
            {
                Kubeconfig = _api.Kubeconfig,
                Namespace = _api.Name,
                TlsSecret = "podorder-webhook-ca",
                TlsDnsNames = ["localhost"],
                WebhookConfiguration = _api.Name,
                Policies = true,
                PolicyNamespaceSelector = $"kubernetes.io/metadata.name={Namespace}",
            },
        });
        if (_servers.Count == 0)
            await _api.RegisterAsync(server.Address.Port);
        _servers.Add(server);
        await Installation.ReadyAsync(server);
    }

    /// <summary>Puts another webhook behind ours, which adds a container <c>proxy</c> to every Pod.</summary>
    public async Task AddSidecarsAsync()
    {
        const string proxy = """[{"op": "add", "path": "/spec/containers/-", "value": {"name": "proxy", "image": "x", "readinessProbe": {"tcpSocket": {"port": 1}}}}]""";
        var other = await RunningServer.StartAsync(decide: request => request.Object!.Value.GetProperty("spec").GetProperty("containers").EnumerateArray().Any(c => c.GetProperty("name").GetString() == "proxy")
            ? Verdict.Valid
            : new Verdict("Added") { Patch = Encoding.UTF8.GetBytes(proxy) });
        _servers.Add(other);
        await using var tls = await other.HandshakeAsync();
        var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(X509ContentType.Cert)).ExportCertificatePem();
        await MakeAsync(Configurations, new JsonObject
        {
            // In the order of their names.
            ["metadata"] = new JsonObject { ["name"] = _api.Name + "-z" },
            ["webhooks"] = JsonNode.Parse($$"""
                [{"name": "sidecar.example.com", "admissionReviewVersions": ["v1"], "sideEffects": "None", "failurePolicy": "Fail",
                  "clientConfig": {"url": "https://localhost:{{other.Address.Port}}/mutate", "caBundle": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate))}}"},
                  "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}],
                  "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "{{Namespace}}"} } }]
                """),
        });
    }

    /// <summary>Makes a policy; its name begins with that of the test's namespace.</summary>
    public Task PolicyAsync(string name, string rules) => MakeAsync(Policies, new JsonObject
    {
        ["apiVersion"] = "podorder.io/v1alpha1",
        ["kind"] = "PodOrderPolicy",
        ["metadata"] = new JsonObject { ["name"] = $"{_api.Name}-{name}" },
        ["spec"] = Yaml.Read($"{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: {Namespace}}}}}, rules: [{rules}]}}"),
    });

    public async Task<JsonNode?> StatusAsync(string name) => (await _api.GetAsync($"{Policies}/{_api.Name}-{name}"))!["status"];

    public async Task<string> VersionAsync(string name) => (string)(await _api.GetAsync($"{Policies}/{_api.Name}-{name}"))!["metadata"]!["resourceVersion"]!;

    /// <summary>What has become of a Pod of these containers once the API server has admitted it; it is not kept.</summary>
    public async Task<string> AdmitAsync(string containers)
    {
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject { ["generateName"] = "pod-" },
            ["spec"] = Yaml.Read($"{{automountServiceAccountToken: false, containers: [{containers}]}}"),
        };
        var admitted = await _api.CreateAsync($"api/v1/namespaces/{Namespace}/pods?dryRun=All", pod);
        return ((string?)admitted["metadata"]!["annotations"]?["podorder.io/status"] ?? "").Replace(_api.Name + "-", "", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _made.Reverse();
        foreach (var path in _made)
            await _api.DeleteAsync(path);
        await _api.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
        _client.Dispose();
    }

    private async Task MakeAsync(string collection, JsonObject thing)
    {
        await _api.CreateAsync(collection, thing);
        _made.Add($"{collection}/{thing["metadata"]!["name"]}");
    }
}
