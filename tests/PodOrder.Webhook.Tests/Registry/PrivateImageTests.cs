using System.Text;
using System.Text.Json.Nodes;
using PodOrder.Webhook.Cluster;
using PodOrder.Registry;
using PodOrder.Webhook.Registry;
using PodOrder.Webhook.Tests.Cluster;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>The whole way: a Pod whose command is left to a private image, its pull secret in an API server, its image in a registry with passwords and TLS.</summary>
public sealed class PrivateImageTests
{
    [Fact]
    public async Task A_Pod_is_shown_what_its_own_pull_secrets_open_and_no_other_Pod_is()
    {
        Tools.Demand();
        var (certificate, root) = TestCertificate.MakeChain();
        var authorities = Path.GetTempFileName();
        await File.WriteAllTextAsync(authorities, root.ExportCertificatePem(), TestContext.Current.CancellationToken);
        using var registry = await DockerRegistry.StartAsync(asksForPassword: true, certificate);
        using var layout = new ImageLayout();
        await layout.AddImageAsync("amd64", "linux", "amd64", ["/bin/app", "serve"], []);
        await layout.CopyAsync("amd64", $"{registry.Host}/team/web:1", "--dest-creds", $"{DockerRegistry.User}:{DockerRegistry.Password}");
        await using var cluster = await FakeApiServer.StartAsync();
        PutSecret(cluster, "shop", registry.Host, DockerRegistry.User, DockerRegistry.Password);
        PutSecret(cluster, "thieves", registry.Host, DockerRegistry.User, "wrong");
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with
        {
            Registries = new RegistryOptions { AnonymousRegistries = [], PrivateHosts = [registry.Host], AuthoritiesFile = authorities, PullSecrets = true, Budget = TimeSpan.FromSeconds(8) },
            Cluster = new ClusterSettings { Kubeconfig = cluster.Kubeconfig },
        });

        var owner = await AskAsync(server, "shop", Pod(registry.Host, "pull"));
        var wrong = await AskAsync(server, "thieves", Pod(registry.Host, "pull"));
        var without = await AskAsync(server, "shop", Pod(registry.Host));
        var absent = await AskAsync(server, "shop", Pod(registry.Host, "other"));
        File.Delete(authorities);

        Assert.Contains("/bin/app", Encoding.UTF8.GetString(Convert.FromBase64String((string)owner["patch"]!)));
        Assert.EndsWith($"The image \"{registry.Host}/team/web:1\" was looked up, but {registry.Host} does not show it to PodOrder (401).", Refusal(wrong));
        Assert.EndsWith($"{registry.Host} is not among the registries that PodOrder asks without a credential, and the Pod's imagePullSecrets hold none for it.", Refusal(without));
        Assert.EndsWith("The Secret \"other\" of its imagePullSecrets was not read: there is none of that name.", Refusal(absent));
    }

    private static string? Refusal(JsonObject response) => (string?)response["status"]?["message"];

    private static async Task<JsonObject> AskAsync(RunningServer server, string @namespace, JsonObject pod)
    {
        var review = Review(pod.ToJsonString());
        review["request"]!["namespace"] = @namespace;
        return await (await server.AskAsync(review)).ResponseAsync();
    }

    private static JsonObject Pod(string host, params string[] secrets)
    {
        var pod = JsonNode.Parse("""{"metadata":{"name":"web","annotations":{"podorder.io/order":"web:succeeded -> next"}},"spec":{"restartPolicy":"Never","containers":[{"name":"web"},{"name":"next","image":"next","command":["next"]}]}}""")!.AsObject();
        pod["spec"]!["containers"]![0]!["image"] = $"{host}/team/web:1";
        pod["spec"]!["imagePullSecrets"] = new JsonArray([.. secrets.Select(name => new JsonObject { ["name"] = name })]);
        return pod;
    }

    private static void PutSecret(FakeApiServer cluster, string @namespace, string host, string user, string password)
    {
        var config = new JsonObject { ["auths"] = new JsonObject { [host] = new JsonObject { ["username"] = user, ["password"] = password } } };
        cluster.Objects.Create($"/api/v1/namespaces/{@namespace}/secrets/pull", new JsonObject
        {
            ["type"] = "kubernetes.io/dockerconfigjson",
            ["data"] = new JsonObject { [".dockerconfigjson"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(config.ToJsonString())) },
        });
    }
}
