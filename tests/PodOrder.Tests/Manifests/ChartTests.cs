namespace PodOrder.Tests.Manifests;

/// <summary>The Helm chart, judged by helm itself.</summary>
public sealed class ChartTests
{
    public static TheoryData<string> Values => [.. Repository.Files("deploy/helm/ci"), "deploy/helm/values.yaml"];

    [Theory]
    [MemberData(nameof(Values))]
    public void The_chart_lints_and_renders_with_each_set_of_values(string values)
    {
        Helm.Succeeds("lint", "--strict", Repository.PathOf("deploy/helm"), "--values", Repository.PathOf(values));
        var rendered = Yaml.ReadAll(Helm.Succeeds("template", "podorder", Repository.PathOf("deploy/helm"), "--namespace", "elsewhere", "--values", Repository.PathOf(values)));
        Assert.All(rendered.Where(it => it["metadata"]!["namespace"] is not null && Installation.Name(it) != "podorder-test"),
            it => Assert.Equal("elsewhere", Installation.Text(it["metadata"]!["namespace"])));
    }

    [Theory]
    [InlineData("webhook.failurePolicy=fail", "must be one of 'Fail', 'Ignore'")]
    [InlineData("certificate.by=certmanager", "must be one of 'self', 'cert-manager'")]
    [InlineData("webhook.url=http://here", "does not match pattern '^(https://")]
    [InlineData("replica=3", "additional properties 'replica' not allowed")]
    [InlineData("gate.pullSecret=Mirror", "does not match pattern")]
    public void A_wrong_value_is_refused(string value, string complaint) =>
        Assert.Contains(complaint, Helm.Fails("template", "podorder", Repository.PathOf("deploy/helm"), "--set", value), StringComparison.Ordinal);

    [Fact]
    public void A_server_outside_of_the_cluster_leaves_the_configurations_the_policies_and_the_CA_in_it()
    {
        var rendered = Yaml.ReadAll(Helm.Succeeds(
            "template", "podorder", Repository.PathOf("deploy/helm"), "--skip-tests", "--set", "webhook.url=https://podorder.example.com:8443"));
        Assert.Equal(
            ["CustomResourceDefinition", "MutatingWebhookConfiguration", "Secret", "ValidatingWebhookConfiguration"],
            rendered.Select(Installation.Kind).Order(StringComparer.Ordinal));
        Assert.All(rendered.Where(it => it["webhooks"] is not null).SelectMany(it => it["webhooks"]!.AsArray()), webhook =>
            Assert.StartsWith("https://podorder.example.com:8443/", Installation.Text(webhook!["clientConfig"]!["url"]), StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifests_for_kubectl_are_what_the_chart_renders_now()
    {
        var folder = Directory.CreateTempSubdirectory("podorder-rendered-");
        try
        {
            Helm.Demand();
            Program.Succeeds(Repository.PathOf("scripts/render-deploy.sh"), folder.FullName);
            Assert.All(["deploy/install.yaml", "deploy/install-cert-manager.yaml", "certs/certificates.yaml"], file =>
                Assert.True(Repository.Text(file) == File.ReadAllText(Path.Combine(folder.FullName, file)), $"{file} is stale: run scripts/render-deploy.sh"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
