using System.Text.Json.Nodes;

namespace PodOrder.Tests.Manifests;

/// <summary>What each way of installing consists of refers to itself by name; nothing but these tests would tell before a cluster does.</summary>
public sealed class DeployTests
{
    private const string Namespace = "podorder-system";

    private static readonly string[] _clusterScoped =
    [
        "Namespace", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
    ];

    public static TheoryData<string> Ways => ["self-managed", "cert-manager"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_webhook_configurations_come_first_and_so_go_first(string way) => Assert.Equal(
        ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        Installation.By(way).All.Take(2).Select(Installation.Kind));

    [Theory]
    [MemberData(nameof(Ways))]
    public void Everything_that_has_a_namespace_is_in_the_one_that_is_made(string way)
    {
        var installation = Installation.By(way);
        Assert.Equal(Namespace, Installation.Name(installation.Only("Namespace")));
        Assert.All(
            installation.All.Where(it => !_clusterScoped.Contains(Installation.Kind(it))),
            it => Assert.Equal(Namespace, Installation.Text(it["metadata"]!["namespace"])));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_API_server_finds_the_server_by_its_service(string way)
    {
        var installation = Installation.By(way);
        var service = installation.Only("Service");
        var port = Installation.NamedIn(service["spec"]!["ports"]!, "https");
        Assert.All(installation.Webhooks, webhook =>
        {
            var called = webhook["clientConfig"]!["service"]!;
            Assert.Equal((Installation.Name(service), Namespace), (Installation.Text(called["name"]), Installation.Text(called["namespace"])));
            Assert.Equal((long)port["port"]!, (long)called["port"]!);
        });

        var container = installation.Container;
        var listening = Installation.NamedIn(container["ports"]!, Installation.Text(port["targetPort"]));
        Assert.Contains($"--port={(long)listening["containerPort"]!}", installation.Arguments);
        var metrics = Installation.NamedIn(container["ports"]!, Installation.Text(Installation.NamedIn(service["spec"]!["ports"]!, "metrics")["targetPort"]));
        Assert.Contains($"--metrics-port={(long)metrics["containerPort"]!}", installation.Arguments);
        Assert.All(["readinessProbe", "livenessProbe"], probe => Assert.Equal("https", Installation.Text(container[probe]!["httpGet"]!["port"])));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Each_entry_has_its_path_and_what_becomes_of_a_Pod_without_the_server(string way) => Assert.Equal(
        [
            ("order.podorder.io", "/mutate", "Fail"),
            ("reinstate.podorder.io", "/mutate", "Ignore"),
            ("complete.podorder.io", "/validate", "Fail"),
            ("workload.podorder.io", "/validate-workloads", "Ignore"),
        ],
        Installation.By(way).Webhooks.Select(it => (
            Installation.Text(it["name"]), Installation.Text(it["clientConfig"]!["service"]!["path"]), Installation.Text(it["failurePolicy"]))));

    [Theory]
    [MemberData(nameof(Ways))]
    public void Selectors_find_the_servers_Pods(string way)
    {
        var installation = Installation.By(way);
        var selector = installation.Only("Deployment")["spec"]!["selector"]!["matchLabels"]!;
        var labels = installation.Only("Deployment")["spec"]!["template"]!["metadata"]!["labels"]!;
        Assert.All(selector.AsObject(), label => Assert.Equal(Installation.Text(label.Value), Installation.Text(labels[label.Key])));
        Assert.All(
            [
                installation.Only("Service")["spec"]!["selector"],
                installation.Only("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"],
                installation.Only("NetworkPolicy")["spec"]!["podSelector"]!["matchLabels"],
            ],
            other => Assert.True(JsonNode.DeepEquals(selector, other)));
    }

    [Fact]
    public void The_server_keeps_its_CA_in_the_Secret_that_it_may_write_and_tells_both_configurations()
    {
        var installation = Installation.By("self-managed");
        var secret = installation.Only("Secret");
        Assert.Null(secret["data"]); // the server's own to fill: applied again, nothing is taken away
        Assert.Contains($"--tls-secret={Installation.Name(secret)}", installation.Arguments);
        Assert.Contains($"--tls-dns-name={Installation.Name(installation.Only("Service"))}.{Namespace}.svc", installation.Arguments);
        Assert.Equal([Installation.Name(secret)], Installation.Strings(installation.Only("Role")["rules"]!.AsArray().Single()!["resourceNames"]!));
        Assert.All(installation.Configurations, it => Assert.Contains($"--webhook-configuration={Installation.Name(it)}", installation.Arguments));
    }

    [Fact]
    public void Cert_managers_certificate_is_served_from_the_Secret_it_is_written_to()
    {
        var installation = Installation.By("cert-manager");
        var leaf = installation.Named("Certificate", "podorder-webhook");
        var volume = installation.Pod["volumes"]!.AsArray().Single()!;
        var mount = installation.Container["volumeMounts"]!.AsArray().Single()!;
        Assert.Equal(Installation.Text(leaf["spec"]!["secretName"]), Installation.Text(volume["secret"]!["secretName"]));
        Assert.Equal(Installation.Text(volume["name"]), Installation.Text(mount["name"]));
        Assert.Contains($"--tls-cert={Installation.Text(mount["mountPath"])}/tls.crt", installation.Arguments);
        Assert.Contains($"--tls-key={Installation.Text(mount["mountPath"])}/tls.key", installation.Arguments);
        Assert.Equal([$"{Installation.Name(installation.Only("Service"))}.{Namespace}.svc"], Installation.Strings(leaf["spec"]!["dnsNames"]!));
    }

    [Fact]
    public void The_API_server_trusts_the_CA_that_signs_the_leaf_and_not_a_self_signed_leaf()
    {
        var installation = Installation.By("cert-manager");
        var leaf = installation.Named("Certificate", "podorder-webhook");
        Assert.All(installation.Configurations, it => Assert.Equal(
            $"{Namespace}/{Installation.Name(leaf)}", Installation.Text(it["metadata"]!["annotations"]!["cert-manager.io/inject-ca-from"])));
        var issuer = installation.Named("Issuer", Installation.Text(leaf["spec"]!["issuerRef"]!["name"]));
        var authority = installation.Named("Certificate", "podorder-ca");
        Assert.Equal(Installation.Text(authority["spec"]!["secretName"]), Installation.Text(issuer["spec"]!["ca"]!["secretName"]));
        Assert.True((bool)authority["spec"]!["isCA"]!);
        Assert.NotNull(installation.Named("Issuer", Installation.Text(authority["spec"]!["issuerRef"]!["name"]))["spec"]!["selfSigned"]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_servers_own_Pods_never_depend_on_it(string way) => Assert.All(Installation.By(way).Webhooks, webhook => Assert.Equal(
        [Namespace],
        Installation.Strings(webhook["namespaceSelector"]!["matchExpressions"]!.AsArray().Single(it => Installation.Text(it!["operator"]) == "NotIn")!["values"]!)));

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_server_fits_the_restricted_Pod_Security_Standard(string way)
    {
        var installation = Installation.By(way);
        var container = installation.Container["securityContext"]!;
        Assert.Equal("restricted", Installation.Text(installation.Only("Namespace")["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]));
        Assert.True((bool)installation.Pod["securityContext"]!["runAsNonRoot"]!);
        Assert.Equal("RuntimeDefault", Installation.Text(installation.Pod["securityContext"]!["seccompProfile"]!["type"]));
        Assert.False((bool)container["allowPrivilegeEscalation"]!);
        Assert.True((bool)container["readOnlyRootFilesystem"]!);
        Assert.Equal(["ALL"], Installation.Strings(container["capabilities"]!["drop"]!));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_the_server_may_do_is_bound_to_its_account_and_names_what_it_may_write(string way)
    {
        var installation = Installation.By(way);
        var account = installation.Only("ServiceAccount");
        Assert.False((bool)account["automountServiceAccountToken"]!);
        Assert.Equal(Installation.Name(account), Installation.Text(installation.Pod["serviceAccountName"]));
        Assert.All(installation.OfKind("RoleBinding", "ClusterRoleBinding"), binding =>
        {
            var role = installation.Named(Installation.Text(binding["roleRef"]!["kind"]), Installation.Text(binding["roleRef"]!["name"]));
            Assert.NotNull(role["rules"]);
            var subject = binding["subjects"]!.AsArray().Single()!;
            Assert.Equal((Installation.Name(account), Namespace), (Installation.Text(subject["name"]), Installation.Text(subject["namespace"])));
        });
        var rules = installation.OfKind("Role", "ClusterRole").SelectMany(it => it["rules"]!.AsArray()).OfType<JsonNode>();
        Assert.All(rules, rule =>
        {
            var verbs = Installation.Strings(rule["verbs"]!);
            Assert.DoesNotContain("*", verbs);
            Assert.True(
                verbs.All(verb => verb is "get" or "list" or "watch") || rule["resourceNames"] is not null
                || Installation.Strings(rule["resources"]!).SequenceEqual(["podorderpolicies/status"]),
                rule.ToJsonString());
        });
    }
}
