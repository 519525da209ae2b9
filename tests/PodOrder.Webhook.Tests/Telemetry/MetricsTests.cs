using System.Net;
using PodOrder.Webhook.Admission;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Telemetry;

public sealed class MetricsTests
{
    private static readonly ServerSettings _settings = RunningServer.Settings with { MetricsPort = 0 };

    [Fact]
    public async Task Each_answer_is_counted_by_path_and_outcome()
    {
        await using var server = await RunningServer.StartAsync(_settings);
        using var scraper = Scrape.Client(server);

        await server.AskAsync(Review());
        await server.AskAsync(Review(Ordered("db:started -> web")));
        await server.AskAsync(Review(Ordered("db -> web -> db")));
        await server.AskAsync(Review(), "/validate");
        await server.PostAsync("{"u8.ToArray());
        await server.PostAsync("{}"u8.ToArray(), type: "text/plain");
        await server.Client.PostAsync("/nowhere", null);
        var metrics = await Scrape.ReadAsync(scraper);

        Assert.Equal(1, metrics["podorder_admission_requests_total{path=\"/mutate\",outcome=\"NoHint\"}"]);
        Assert.Equal(1, metrics["podorder_admission_requests_total{path=\"/mutate\",outcome=\"Injected\"}"]);
        Assert.Equal(1, metrics["podorder_admission_requests_total{path=\"/mutate\",outcome=\"Refused\"}"]);
        Assert.Equal(2, metrics["podorder_admission_requests_total{path=\"/mutate\",outcome=\"Rejected\"}"]);
        Assert.Equal(1, metrics["podorder_admission_requests_total{path=\"/validate\",outcome=\"Valid\"}"]);
        Assert.Equal(1, metrics["podorder_admission_refusals_total{path=\"/mutate\",reason=\"Malformed\"}"]);
        Assert.Equal(1, metrics["podorder_admission_rejections_total{path=\"/mutate\",reason=\"Json\"}"]);
        Assert.Equal(1, metrics["podorder_admission_rejections_total{path=\"/mutate\",reason=\"MediaType\"}"]);
        Assert.Equal(3, metrics["podorder_admission_duration_seconds_count{path=\"/mutate\"}"]);
        Assert.Equal(1, metrics["podorder_admission_patch_bytes_count{path=\"/mutate\"}"]);
        Assert.Equal(0, metrics["podorder_admission_in_flight{path=\"/mutate\"}"]);
        Assert.DoesNotContain(metrics.Keys, key => key.Contains("nowhere"));
    }

    [Fact]
    public async Task A_failure_has_been_zero_before_it_is_one()
    {
        var failing = false;
        await using var server = await RunningServer.StartAsync(_settings with { LogLevel = Microsoft.Extensions.Logging.LogLevel.None },
            _ => failing ? throw new InvalidOperationException() : Verdict.NoObject);
        using var scraper = Scrape.Client(server);
        const string Failures = "podorder_admission_requests_total{path=\"/mutate\",outcome=\"Failed\"}";

        await server.AskAsync(Review());
        var before = await Scrape.ReadAsync(scraper);
        failing = true;
        await server.AskAsync(Review());
        var after = await Scrape.ReadAsync(scraper);

        Assert.Equal((0, 1), (before[Failures], after[Failures]));
        Assert.Equal(0, before["podorder_admission_rejections_total{path=\"/mutate\",reason=\"Busy\"}"]);
    }

    [Fact]
    public async Task The_first_bucket_of_durations_ends_at_half_a_millisecond()
    {
        await using var server = await RunningServer.StartAsync(_settings);
        using var scraper = Scrape.Client(server);
        await server.AskAsync(Review());

        var first = (await Scrape.ReadAsync(scraper)).Keys.First(key => key.StartsWith("podorder_admission_duration_seconds_bucket", StringComparison.Ordinal));

        Assert.Equal("podorder_admission_duration_seconds_bucket{path=\"/mutate\",le=\"0.0005\"}", first);
    }

    [Fact]
    public async Task The_certificate_s_end_and_the_version_are_told()
    {
        using var folder = new CertificateFolder();
        folder.Write(TestCertificate.Make("one"));
        await using var server = await RunningServer.StartAsync(_settings with { Certificate = folder.Paths });
        using var scraper = Scrape.Client(server);

        var metrics = await Scrape.ReadAsync(scraper);

        var left = DateTimeOffset.FromUnixTimeSeconds((long)metrics["podorder_certificate_expiry_timestamp_seconds{source=\"files\"}"]) - DateTimeOffset.UtcNow;
        Assert.InRange(left.TotalMinutes, 50, 61);
        Assert.Single(metrics.Keys, key => key.StartsWith("podorder_build_info{version=\"0.1.0\",runtime=\"10.", StringComparison.Ordinal));
        Assert.InRange(metrics["process_resident_memory_bytes"], 1e6, 1e10);
        Assert.InRange(metrics["process_open_fds"], 5, 1e5);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_mend_in_names_types_and_help()
    {
        Tools.Demand("promtool");
        await using var server = await RunningServer.StartAsync(_settings);
        using var scraper = Scrape.Client(server);
        await server.AskAsync(Review(Ordered("db -> web -> db")));

        await Tools.FeedAsync(await scraper.GetStringAsync("/metrics"), "promtool", "check", "metrics");
    }

    [Fact]
    public async Task The_plain_port_has_metrics_and_nothing_else()
    {
        await using var server = await RunningServer.StartAsync(_settings);
        using var scraper = Scrape.Client(server);

        var review = await scraper.PostAsync("/mutate", new StringContent(Review().ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
        var post = await scraper.PostAsync("/metrics", null);
        var head = await scraper.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/metrics"));
        var secure = await server.Client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, review.StatusCode);
        Assert.Equal("There is nothing here; this port has /metrics.", await review.SentenceAsync());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", head.Content.Headers.ContentType?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, secure.StatusCode);
    }

    [Fact]
    public async Task Without_a_port_there_are_no_metrics()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Single(server.Application.Urls);
    }

    private static string Ordered(string order) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","annotations":{"podorder.io/order":"{{{order}}}"}},"spec":{"containers":[{"name":"db","image":"db:1","command":["db"]},{"name":"web","image":"web:1","command":["web"]}]}}""";
}
