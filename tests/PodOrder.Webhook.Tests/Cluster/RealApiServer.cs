using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

/// <summary>
/// The API server that KUBECONFIG names, with a namespace and webhook configurations of the test's own. The configurations reach that
/// namespace alone, and what is created in it is created as a dry run.
/// </summary>
internal sealed class RealApiServer : IAsyncDisposable
{
    private readonly ApiClient _api;

    private RealApiServer(string kubeconfig)
    {
        Kubeconfig = kubeconfig;
        Name = $"podorder-test-{Guid.NewGuid().ToString("N")[..8]}";
        _api = new ApiClient(ApiAccess.Find(kubeconfig), Name, TimeProvider.System);
    }

    public string Kubeconfig { get; }

    /// <summary>The name of the namespace, and of the webhook configurations.</summary>
    public string Name { get; }

    public string Secret => $"api/v1/namespaces/{Name}/secrets/podorder-webhook-ca";

    public string Mutating => $"apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/{Name}";

    public string Validating => $"apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/{Name}";

    /// <summary>Prepares it; skips the test, visibly, where there is none.</summary>
    public static async Task<RealApiServer> PrepareAsync()
    {
        var kubeconfig = Environment.GetEnvironmentVariable("KUBECONFIG");
        Assert.SkipWhen(string.IsNullOrEmpty(kubeconfig), "KUBECONFIG names no API server to test against");
        var server = new RealApiServer(kubeconfig!);
        await server.CreateAsync("api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = server.Name } });
        if (await server.GetAsync($"api/v1/namespaces/{server.Name}/serviceaccounts/default") is null)
            await server.TryCreateAsync($"api/v1/namespaces/{server.Name}/serviceaccounts", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } });
        return server;
    }

    /// <summary>Makes the configurations; the API server is to call a replica at this port of this machine.</summary>
    public async Task RegisterAsync(int port)
    {
        await CreateAsync(Collection(Mutating), Configuration(("order.podorder.io", "mutate"), ("reinstate.podorder.io", "mutate")));
        await CreateAsync(Collection(Validating), Configuration(("complete.podorder.io", "validate"), ("workload.podorder.io", "validate-workloads")));

        JsonObject Configuration(params (string Name, string Path)[] entries) => new()
        {
            ["metadata"] = new JsonObject { ["name"] = Name },
            ["webhooks"] = new JsonArray([.. entries.Select(JsonNode (entry) => JsonNode.Parse($$"""
                {"name": "{{entry.Name}}", "admissionReviewVersions": ["v1"], "clientConfig": {"url": "https://localhost:{{port}}/{{entry.Path}}"},
                 "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"], "scope": "Namespaced"}],
                 "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "{{Name}}"} },
                 "matchConditions": [{"name": "hinted", "expression": "has(object.metadata.annotations) && object.metadata.annotations.exists(key, key.startsWith('podorder.io/'))"}],
                 "failurePolicy": "Fail", "sideEffects": "None", "timeoutSeconds": 5, "reinvocationPolicy": "IfNeeded"}
                """)!)]),
        };
    }

    /// <summary>Has the API server admit a Pod with an order, without keeping it; the names of its init containers.</summary>
    public async Task<IReadOnlyList<string>> AdmitAsync()
    {
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "ordered", ["annotations"] = new JsonObject { ["podorder.io/order"] = "a -> b" } },
            ["spec"] = JsonNode.Parse("""{"restartPolicy":"Never","containers":[{"name":"a","image":"x","command":["x"]},{"name":"b","image":"x","command":["x"]}]}"""),
        };
        var admitted = await SendAsync(HttpMethod.Post, $"api/v1/namespaces/{Name}/pods?dryRun=All", pod, ApiClient.Json);
        return [.. admitted["spec"]!["initContainers"]!.AsArray().Select(container => (string)container!["name"]!)];
    }

    public Task<JsonObject> CreateAsync(string collection, JsonObject thing) => SendAsync(HttpMethod.Post, collection, thing, ApiClient.Json);

    public Task<JsonObject> PatchAsync(string path, string patch) => SendAsync(HttpMethod.Patch, path, JsonNode.Parse(patch)!, patch.StartsWith('[') ? ApiClient.JsonPatch : ApiClient.MergePatch);

    public async Task<JsonObject?> GetAsync(string path)
    {
        try
        {
            using var answer = await _api.GetAsync(path, TestContext.Current.CancellationToken);
            return JsonNode.Parse(answer.RootElement.GetRawText())!.AsObject();
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    public async Task DeleteAsync(string path)
    {
        try
        {
            using var _ = await _api.SendAsync(HttpMethod.Delete, path, default, ApiClient.Json, CancellationToken.None);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // It never was.
        }
    }

    /// <summary>A text in the Secret's data.</summary>
    public async Task<string?> KeptAsync(string key) =>
        (string?)(await GetAsync(Secret))?["data"]?[key] is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;

    /// <summary>The caBundle of every entry of both configurations; empty while they differ.</summary>
    public async Task<string> BundleAsync()
    {
        var bundles = new List<string>();
        foreach (var path in (string[])[Mutating, Validating])
            bundles.AddRange((await GetAsync(path))!["webhooks"]!.AsArray().Select(entry => (string?)entry!["clientConfig"]!["caBundle"] ?? ""));
        return Encoding.UTF8.GetString(Convert.FromBase64String(bundles.Distinct().Count() == 1 ? bundles[0] : ""));
    }

    public async ValueTask DisposeAsync()
    {
        await DeleteAsync(Mutating);
        await DeleteAsync(Validating);
        await DeleteAsync(Secret);
        await DeleteAsync($"api/v1/namespaces/{Name}");
        _api.Dispose();
    }

    private static string Collection(string path) => path[..path.LastIndexOf('/')];

    // Where a controller makes it too, that one may be first.
    private async Task TryCreateAsync(string collection, JsonObject thing)
    {
        try
        {
            await CreateAsync(collection, thing);
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // It is there, then.
        }
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode body, string mediaType)
    {
        using var answer = await _api.SendAsync(method, path, JsonSerializer.SerializeToUtf8Bytes(body), mediaType, TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer.RootElement.GetRawText())!.AsObject();
    }
}
