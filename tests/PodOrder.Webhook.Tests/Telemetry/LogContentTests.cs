using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Registry;
using PodOrder.Webhook.Telemetry;
using PodOrder.Webhook.Tests.Cluster;
using PodOrder.Webhook.Tests.Registry;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Telemetry;

/// <summary>Whatever is asked and whatever goes wrong, at the most talkative level.</summary>
public sealed class LogContentTests
{
    private const string Secret = "hunter2";

    private readonly MemoryStream _written = new();

    [Fact]
    public async Task No_line_holds_what_a_Pod_contains()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Instead = context => FakeApiServer.RefuseAsync(context, 403, "Forbidden", $"secret {Secret} is forbidden");
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImageOf("1", Encoding.UTF8.GetBytes($$$"""{"os":"linux","config":{"Entrypoint":{"{{{Secret}}}":1} } }"""));
        await using (var server = await StartAsync(RunningServer.Settings with
        {
            Registries = LookUps.Plain(registry.Host) with { PullSecrets = true },
            Cluster = new() { Kubeconfig = cluster.Kubeconfig },
        }))
        {
            foreach (var path in (string[])["/mutate", "/validate", "/validate-workloads"])
            {
                foreach (var body in Bodies(registry.Host))
                    await server.PostAsync(Encoding.UTF8.GetBytes(body), path);
            }
        }

        var log = Written();
        Assert.DoesNotContain(Secret, log);
        Assert.All((string[])["\"event\":\"Refused\"", "\"event\":\"Rejected\"", "\"event\":\"Allowed\"", "\"event\":\"PullSecretNotRead\""], it => Assert.Contains(it, log));
    }

    [Fact]
    public async Task Nor_does_one_of_a_fault_of_the_server_s_own()
    {
        await using (var server = await StartAsync(RunningServer.Settings, (_, _) => throw new FormatException(Secret)))
            await server.AskAsync(Review());

        Assert.Contains("\"event\":\"Failed\"", Written());
        Assert.DoesNotContain(Secret, Written());
    }

    [Fact]
    public async Task A_name_that_is_longer_than_any_is_cut()
    {
        var review = Review();
        foreach (var name in (string[])["uid", "name", "namespace"])
            review["request"]![name] = new string('x', 100_000);
        await using (var server = await StartAsync(RunningServer.Settings))
            await server.AskAsync(review);

        Assert.Contains("\"event\":\"Allowed\"", Written());
        Assert.InRange(Written().Length, 500, 5000);
    }

    [Fact]
    public async Task Ten_thousand_wrong_requests_leave_a_few_hundred_lines_and_the_count_of_the_others()
    {
        await using (var server = await StartAsync(RunningServer.Settings with { MetricsPort = 0 }))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), async (_, _) => await server.PostAsync("{"u8.ToArray()));
            await Task.Delay(200, TestContext.Current.CancellationToken);
            await server.PostAsync("{"u8.ToArray());
            using var scraper = Scrape.Client(server);
            Assert.Equal(10_001, (await Scrape.ReadAsync(scraper))["podorder_admission_rejections_total{path=\"/mutate\",reason=\"Json\"}"]);
        }

        var lines = Written().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["event"] == "Rejected").ToList();
        Assert.InRange(lines.Count, 100, 1000);
        Assert.Equal(10_001, lines.Count + lines.Sum(line => (int?)line["leftOut"] ?? 0));
    }

    private static IEnumerable<string> Bodies(string host)
    {
        string[] hints = [$"db:{Secret} -> web", $"db -> {Secret}", "db:started -> web", "db -> web -> db", $"{Secret}"];
        foreach (var hint in hints)
        {
            var pod = $$$"""
                {"kind":"Pod","metadata":{"annotations":{"podorder.io/order":"{{{hint}}}","{{{Secret}}}":"{{{Secret}}}"}},"spec":{"imagePullSecrets":[{"name":"pull"}],"containers":[
                {"name":"db","image":"db","command":["db","{{{Secret}}}"],"env":[{"name":"A","value":"{{{Secret}}}"}]},{"name":"web","image":"{{{host}}}/team/web:1","args":["{{{Secret}}}"]}]}}
                """;
            yield return Review(pod).ToJsonString();
            var update = Review(pod);
            update["request"]!["operation"] = "UPDATE";
            update["request"]!["oldObject"] = JsonNode.Parse(pod);
            yield return update.ToJsonString();
            var workload = Review($$$"""{"kind":"Deployment","spec":{"template":{{{pod}}} } }""");
            workload["request"]!["resource"] = JsonNode.Parse("""{"group":"apps","version":"v1","resource":"deployments"}""");
            yield return workload.ToJsonString();
        }
        yield return $"{{\"{Secret}";
        yield return $$"""{"kind":"{{Secret}}"}""";
        yield return $$"""{"kind":"AdmissionReview","apiVersion":"{{Secret}}"}""";
        yield return $"\"{Secret}\\ud800\"";
    }

    private Task<RunningServer> StartAsync(ServerSettings settings, Decision? decide = null) => RunningServer.StartAsync(
        settings with { LogLevel = LogLevel.Debug }, decideLater: decide, replace: services => services.Replace(ServiceDescriptor.Singleton(_ => new LineOutput(_written))));

    private string Written() => Encoding.UTF8.GetString(_written.ToArray());
}
