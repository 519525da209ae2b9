using System.Text.Json.Nodes;

namespace PodOrder.Tests.Manifests;

/// <summary>The manifests of deploy/ and certs/ refer to each other by name; nothing but these tests would tell before a cluster does.</summary>
public sealed class DeployTests
{
    private const string Namespace = "podorder-system";

    private static readonly IReadOnlyList<JsonNode> _all =
        [.. new[] { "deploy", "certs" }.SelectMany(Repository.Files).Where(file => !file.EndsWith("/kustomization.yaml", StringComparison.Ordinal)).SelectMany(Repository.Documents)];

    [Theory]
    [InlineData("deploy")]
    [InlineData("certs")]
    public void A_kustomization_names_every_file_of_its_folder(string folder)
    {
        var resources = Strings(Repository.Documents($"{folder}/kustomization.yaml").Single()["resources"]!);
        Assert.Equal(
            Repository.Files(folder).Select(file => Path.GetFileName(file)!).Except(["kustomization.yaml"]),
            resources.Except(["../certs"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Everything_that_has_a_namespace_is_in_the_one_that_is_made() =>
        Assert.All(
            _all.Where(it => Kind(it) is not ("Namespace" or "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration")),
            it => Assert.Equal(Text(Only("Namespace")["metadata"]!["name"]), Text(it["metadata"]!["namespace"])));

    [Fact]
    public void The_API_server_finds_the_server_by_its_service()
    {
        var service = Only("Service");
        var port = service["spec"]!["ports"]!.AsArray().Single()!;
        Assert.All(Webhooks(), webhook =>
        {
            var called = webhook["clientConfig"]!["service"]!;
            Assert.Equal((Name(service), Namespace), (Text(called["name"]), Text(called["namespace"])));
            Assert.Equal((long)port["port"]!, (long)called["port"]!);
        });

        var pod = Template();
        var container = pod["spec"]!["containers"]!.AsArray().Single()!;
        var listening = container["ports"]!.AsArray().Single()!;
        Assert.Equal(Text(listening["name"]), Text(port["targetPort"]));
        Assert.Contains($"--port={(long)listening["containerPort"]!}", Strings(container["args"]!));
        Assert.All(new[] { "readinessProbe", "livenessProbe" }, probe => Assert.Equal(Text(listening["name"]), Text(container[probe]!["httpGet"]!["port"])));
    }

    [Theory]
    [InlineData("MutatingWebhookConfiguration", "/mutate")]
    [InlineData("ValidatingWebhookConfiguration", "/validate")]
    public void Each_kind_of_webhook_has_its_path(string kind, string path) =>
        Assert.All(Only(kind)["webhooks"]!.AsArray(), webhook => Assert.Equal(path, Text(webhook!["clientConfig"]!["service"]!["path"])));

    [Fact]
    public void Selectors_find_the_servers_Pods()
    {
        var labels = Template()["metadata"]!["labels"]!;
        Assert.True(JsonNode.DeepEquals(labels, Only("Deployment")["spec"]!["selector"]!["matchLabels"]));
        Assert.True(JsonNode.DeepEquals(labels, Only("Service")["spec"]!["selector"]));
        Assert.True(JsonNode.DeepEquals(labels, Only("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"]));
    }

    [Fact]
    public void The_certificate_is_served_from_the_Secret_it_is_written_to()
    {
        var leaf = Named("Certificate", "podorder-webhook");
        var pod = Template()["spec"]!;
        var volume = pod["volumes"]!.AsArray().Single()!;
        var container = pod["containers"]!.AsArray().Single()!;
        var mount = container["volumeMounts"]!.AsArray().Single()!;
        Assert.Equal(Text(leaf["spec"]!["secretName"]), Text(volume["secret"]!["secretName"]));
        Assert.Equal(Text(volume["name"]), Text(mount["name"]));
        Assert.Contains($"--tls-cert={Text(mount["mountPath"])}/tls.crt", Strings(container["args"]!));
        Assert.Contains($"--tls-key={Text(mount["mountPath"])}/tls.key", Strings(container["args"]!));
        Assert.Equal([$"{Name(Only("Service"))}.{Namespace}.svc"], Strings(leaf["spec"]!["dnsNames"]!));
    }

    [Fact]
    public void The_API_server_trusts_the_CA_that_signs_the_leaf_and_not_a_self_signed_leaf()
    {
        var leaf = Named("Certificate", "podorder-webhook");
        Assert.All(Configurations(), it => Assert.Equal($"{Namespace}/{Name(leaf)}", Text(it["metadata"]!["annotations"]!["cert-manager.io/inject-ca-from"])));
        var issuer = Named("Issuer", Text(leaf["spec"]!["issuerRef"]!["name"]));
        var authority = Named("Certificate", "podorder-ca");
        Assert.Equal(Text(authority["spec"]!["secretName"]), Text(issuer["spec"]!["ca"]!["secretName"]));
        Assert.True((bool)authority["spec"]!["isCA"]!);
        Assert.NotNull(Named("Issuer", Text(authority["spec"]!["issuerRef"]!["name"]))["spec"]!["selfSigned"]);
    }

    [Fact]
    public void The_servers_own_Pods_never_depend_on_it() =>
        Assert.All(Webhooks(), webhook => Assert.Equal(
            [Namespace],
            Strings(webhook["namespaceSelector"]!["matchExpressions"]!.AsArray().Single(it => Text(it!["operator"]) == "NotIn")!["values"]!)));

    [Fact]
    public void The_server_fits_the_restricted_Pod_Security_Standard_and_has_no_token()
    {
        var pod = Template()["spec"]!;
        var container = pod["containers"]!.AsArray().Single()!["securityContext"]!;
        Assert.Equal("restricted", Text(Only("Namespace")["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]));
        Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
        Assert.Equal("RuntimeDefault", Text(pod["securityContext"]!["seccompProfile"]!["type"]));
        Assert.False((bool)container["allowPrivilegeEscalation"]!);
        Assert.True((bool)container["readOnlyRootFilesystem"]!);
        Assert.Equal(["ALL"], Strings(container["capabilities"]!["drop"]!));
        Assert.False((bool)pod["automountServiceAccountToken"]!);
        Assert.False((bool)Only("ServiceAccount")["automountServiceAccountToken"]!);
        Assert.Equal(Name(Only("ServiceAccount")), Text(pod["serviceAccountName"]));
    }

    private static JsonNode Only(string kind) => _all.Single(it => Kind(it) == kind);

    private static JsonNode Named(string kind, string name) => _all.Single(it => Kind(it) == kind && Name(it) == name);

    private static IEnumerable<JsonNode> Configurations() => [Only("MutatingWebhookConfiguration"), Only("ValidatingWebhookConfiguration")];

    private static IEnumerable<JsonNode> Webhooks() => Configurations().SelectMany(it => it["webhooks"]!.AsArray()).OfType<JsonNode>();

    private static JsonNode Template() => Only("Deployment")["spec"]!["template"]!;

    private static string Kind(JsonNode it) => Text(it["kind"]);

    private static string Name(JsonNode it) => Text(it["metadata"]!["name"]);

    private static string Text(JsonNode? value) => (string?)value ?? "";

    private static string[] Strings(JsonNode list) => [.. list.AsArray().Select(Text)];
}
