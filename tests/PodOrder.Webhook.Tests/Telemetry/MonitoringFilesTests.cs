using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PodOrder.Webhook.Tests.Cluster;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Telemetry;

/// <summary>The alert rules and the dashboard, which nothing would tell that a metric has got another name.</summary>
public sealed partial class MonitoringFilesTests
{
    private const string Rules = "tests/PodOrder.Webhook.Tests/Telemetry/alerts.test.yaml";

    private static readonly string _folder = Repository.PathOf("deploy/helm/files");

    [Fact]
    public async Task The_alert_rules_fire_when_they_should_and_only_then()
    {
        Tools.Demand("promtool");
        var folder = Directory.CreateTempSubdirectory("podorder-rules-");
        File.Copy(Path.Combine(_folder, "alerts.yaml"), Path.Combine(folder.FullName, "alerts.yaml"));
        File.Copy(Repository.PathOf(Rules), Path.Combine(folder.FullName, "test.yaml"));

        await Tools.RunAsync("promtool", "test", "rules", Path.Combine(folder.FullName, "test.yaml"));

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_alert_is_tested()
    {
        var test = Repository.Text(Rules);
        var alerts = Alert().Matches(File.ReadAllText(Path.Combine(_folder, "alerts.yaml"))).Select(it => it.Groups[1].Value).ToList();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Matches($"alertname: {alert}\n +exp_alerts:\n", test));
    }

    [Theory]
    [InlineData("deploy/helm/files/alerts.yaml")]
    [InlineData("deploy/helm/files/dashboard.json")]
    [InlineData("docs/monitoring.md")]
    public async Task What_they_ask_for_is_what_the_server_tells(string file)
    {
        await using var api = await FakeApiServer.StartAsync();
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with
        {
            MetricsPort = 0,
            Registries = new() { AnonymousRegistries = ["nowhere.invalid"] },
            Cluster = new() { Kubeconfig = api.Kubeconfig, Policies = true, TlsSecret = "podorder-webhook-ca", TlsDnsNames = ["localhost"], WebhookConfiguration = "podorder" },
        });
        using var scraper = Scrape.Client(server);
        await server.AskAsync(Review("""{"metadata":{"annotations":{"podorder.io/order":"db:completed -> web"}},"spec":{"restartPolicy":"Never","containers":[{"name":"db","image":"nowhere.invalid/db"},{"name":"web","image":"b"}]}}"""));
        var told = await Scrape.NamesAsync(scraper);

        var asked = Name().Matches(Repository.Text(file)).Select(it => Part().Replace(it.Value, "")).Distinct().ToList();

        Assert.True(asked.Count > 5);
        Assert.All(asked, name => Assert.Contains(name, told));
    }

    [Fact]
    public void The_dashboard_s_panels_do_not_overlap_and_are_numbered_once()
    {
        var panels = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "dashboard.json")))!["panels"]!.AsArray();

        var cells = panels.Select(it => it!["gridPos"]!).SelectMany(at =>
            from x in Enumerable.Range((int)at["x"]!, (int)at["w"]!)
            from y in Enumerable.Range((int)at["y"]!, (int)at["h"]!)
            select (x, y)).ToList();

        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(it => (int)it!["id"]!).Distinct().Count());
    }

    [GeneratedRegex(@"alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"\b(?:podorder|process|dotnet)_[a-z_]+\b")]
    private static partial Regex Name();

    // A histogram is declared under its own name.
    [GeneratedRegex("_(?:bucket|sum|count)$")]
    private static partial Regex Part();
}
