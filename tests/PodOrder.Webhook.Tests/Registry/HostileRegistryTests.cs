using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using PodOrder.Webhook.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class HostileRegistryTests
{
    private const string Web = "team/web:1";

    [Fact]
    public async Task A_registry_that_does_not_answer_costs_the_budget_and_is_found_to_have_answered_the_next_time()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        var release = new TaskCompletionSource();
        registry.Instead = async _ =>
        {
            await release.Task;
            return false;
        };
        var options = LookUps.Plain(registry.Host);
        using var lookUp = LookUps.New(options with { Budget = TimeSpan.FromMilliseconds(100) });

        var found = await lookUp.FindAsync($"{registry.Host}/{Web}");
        release.SetResult();

        Assert.Equal(LookUpReason.TimedOut, found.Reason);
        await Eventually.HoldsAsync(async () => (await lookUp.FindAsync($"{registry.Host}/{Web}")).IsFound);
        Assert.Equal(1, registry.Count("HEAD"));
    }

    [Fact]
    public async Task A_caller_that_goes_away_is_let_go_at_once()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var leave = new CancellationTokenSource();
        registry.Instead = async context =>
        {
            await leave.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.Equal(LookUpReason.TimedOut, (await lookUp.FindAsync($"{registry.Host}/{Web}", [], leave.Token)).Reason);
    }

    [Theory]
    [InlineData("/manifests/sha256")]
    [InlineData("/blobs/")]
    public async Task A_body_without_an_end_is_read_up_to_its_cap(string path)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        registry.Instead = async context =>
        {
            if (!context.Request.Path.Value!.Contains(path, StringComparison.Ordinal))
                return false;
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[64 << 10]);
            return true;
        };
        await ExpectAsync(registry, LookUpReason.TooLarge);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_long_is_not_read()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        await ExpectAsync(registry, LookUpReason.TooLarge, context =>
        {
            context.Response.ContentLength = 1L << 40;
            return context.Response.StartAsync();
        }, "/manifests/sha256");
    }

    [Theory]
    [InlineData("/manifests/sha256", FakeRegistry.ManifestType)]
    [InlineData("/blobs/", "application/octet-stream")]
    public async Task Content_of_another_digest_is_not_believed(string path, string type)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        await ExpectAsync(registry, LookUpReason.WrongDigest, context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync("""{"config":{"Entrypoint":["/evil"]}}""");
        }, path);
    }

    [Theory]
    [InlineData(401, LookUpReason.Unauthorized)]
    [InlineData(403, LookUpReason.Unauthorized)]
    [InlineData(404, LookUpReason.NotFound)]
    [InlineData(429, LookUpReason.RateLimited)]
    [InlineData(500, LookUpReason.RegistryFailed)]
    [InlineData(503, LookUpReason.RegistryFailed)]
    [InlineData(204, LookUpReason.RegistryFailed)]
    public async Task A_status_is_a_reason_and_nothing_is_tried_again(int status, LookUpReason reason)
    {
        foreach (var path in (string[])["/manifests/1", "/manifests/sha256", "/blobs/"])
        {
            await using var registry = await FakeRegistry.StartAsync();
            registry.PutImage("1", "/app");
            await ExpectAsync(registry, reason, context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            }, path);
            Assert.Equal(1, registry.Count(path));
        }
    }

    [Theory]
    [InlineData("Basic realm=\"x\"")]
    [InlineData("Bearer realm=\"http://HOST/token\",service=\"s\"")]
    public async Task A_registry_that_always_refuses_is_asked_twice(string challenge)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Instead = async context =>
        {
            if (context.Request.Path == "/token")
            {
                await context.Response.WriteAsync("""{"token": "t0k3n"}""");
                return true;
            }
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = challenge.Replace("HOST", registry.Host);
            return true;
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));
        var found = await lookUp.FindAsync($"{registry.Host}/{Web}", LookUps.Config(registry.Host, "me", "s3cret"));

        Assert.Equal(LookUpReason.Unauthorized, found.Reason);
        Assert.Equal(2, registry.Count("HEAD"));
        Assert.Equal(2, registry.Count("/v2/"));
        Assert.DoesNotContain("s3cret", found.ToString());
    }

    [Fact]
    public async Task Redirects_without_an_end_are_given_up()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await ExpectAsync(registry, LookUpReason.BadRedirect, Redirect(() => "/v2/team/web/manifests/1"), "/");
        Assert.Equal(6, registry.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd", LookUpReason.TargetRefused)]
    [InlineData("ftp://example.com/", LookUpReason.TargetRefused)]
    [InlineData("http://example.com/", LookUpReason.TargetRefused)]
    [InlineData("", LookUpReason.BadRedirect)]
    public async Task A_redirect_out_of_https_is_not_followed(string location, LookUpReason reason)
    {
        await using var registry = await FakeRegistry.StartAsync();
        await ExpectAsync(registry, reason, context =>
        {
            context.Response.StatusCode = 307;
            if (location != "")
                context.Response.Headers.Location = location;
            return Task.CompletedTask;
        }, "/");
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("localhost")]
    public async Task A_redirect_to_a_private_address_is_not_followed(string host)
    {
        await using var registry = await FakeRegistry.StartAsync();
        await using var other = await FakeRegistry.StartAsync(host == "localhost" ? null : IPAddress.Parse(host));
        var target = $"{host}:{other.Host.Split(':')[1]}";
        registry.PutImage("1", "/app");
        registry.Instead = On("/blobs/", Redirect(() => $"http://{target}/blob"));
        var options = LookUps.Plain(registry.Host);
        using var lookUp = LookUps.New(options with { InsecureHosts = [.. options.InsecureHosts, target] });

        var found = await lookUp.FindAsync($"{registry.Host}/{Web}");

        Assert.Equal(LookUpReason.TargetRefused, found.Reason);
        Assert.Equal($"The image \"{registry.Host}/{Web}\" was looked up, but {host} is at a private address and is not listed among the private hosts of PodOrder's configuration.", found.Sentence);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_registry_at_a_private_address_is_not_asked_unless_it_is_listed()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host) with { PrivateHosts = ["127.0.0.1:1"] });

        Assert.Equal(LookUpReason.TargetRefused, (await lookUp.FindAsync($"{registry.Host}/{Web}")).Reason);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task A_redirect_gets_no_credential()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await using var other = await FakeRegistry.StartAsync();
        var config = Encoding.UTF8.GetBytes("""{"config":{"Entrypoint":["/app"]}}""");
        registry.PutImageOf("1", config);
        registry.Instead = async context =>
        {
            if (context.Request.Headers.Authorization.Count > 0)
                return await On("/blobs/", Redirect(() => $"http://{other.Host}/elsewhere"))(context);
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"x\"";
            return true;
        };
        var shown = new List<string>();
        other.Instead = async context =>
        {
            shown.AddRange(context.Request.Headers.Authorization!);
            await context.Response.Body.WriteAsync(config);
            return true;
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host, other.Host));

        var found = await lookUp.FindAsync($"{registry.Host}/{Web}", LookUps.Config(registry.Host, "me", "s3cret"));

        Assert.Equal((string[])["/app"], found.Command!.Entrypoint);
        Assert.Equal(1, other.Count("/elsewhere"));
        Assert.Empty(shown);
    }

    [Fact]
    public async Task Headers_beyond_measure_are_not_read()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await ExpectAsync(registry, LookUpReason.TooLarge, context =>
        {
            context.Response.Headers["X-Much"] = new string('x', 200_000);
            return Task.CompletedTask;
        }, "/");
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_body_is_unreachable()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        await ExpectAsync(registry, LookUpReason.Unreachable, async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            context.Abort();
        }, "/manifests/sha256");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = listener.LocalEndpoint.ToString()!;
        listener.Stop();
        using var lookUp = LookUps.New(LookUps.Plain(host));

        Assert.Equal(LookUpReason.Unreachable, (await lookUp.FindAsync($"{host}/{Web}")).Reason);
    }

    [Fact]
    public async Task A_token_service_in_plain_http_is_not_asked_by_a_registry_in_https()
    {
        var (certificate, root) = TestCertificate.MakeChain();
        await using var service = await FakeRegistry.StartAsync();
        await using var registry = await FakeRegistry.StartAsync(certificate: certificate);
        registry.Instead = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{service.Host}/token\"";
            return Task.FromResult(true);
        };
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, root.ExportCertificatePem());
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host, service.Host) with { InsecureHosts = [service.Host], AuthoritiesFile = file });

        var found = await lookUp.FindAsync($"{registry.Host}/{Web}", LookUps.Config(registry.Host, "me", "s3cret"));
        File.Delete(file);

        Assert.Equal(LookUpReason.TargetRefused, found.Reason);
        Assert.Equal($"The image \"{registry.Host}/{Web}\" was looked up, but {registry.Host} wants its tokens fetched in plain http.", found.Sentence);
        Assert.Empty(service.Requests);
    }

    private static Func<HttpContext, Task<bool>> On(string path, RequestDelegate answer) => async context =>
    {
        if (!context.Request.Path.Value!.Contains(path, StringComparison.Ordinal))
            return false;
        await answer(context);
        return true;
    };

    private static RequestDelegate Redirect(Func<string> location) => context =>
    {
        context.Response.StatusCode = 307;
        context.Response.Headers.Location = location();
        return Task.CompletedTask;
    };

    private static Task ExpectAsync(FakeRegistry registry, LookUpReason reason, RequestDelegate answer, string path)
    {
        registry.Instead = On(path, answer);
        return ExpectAsync(registry, reason);
    }

    private static async Task ExpectAsync(FakeRegistry registry, LookUpReason reason)
    {
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host) with { LargestManifest = 1 << 20, LargestConfig = 1 << 20 });
        var found = await lookUp.FindAsync($"{registry.Host}/{Web}");
        Assert.Equal(reason, found.Reason);
        Assert.Null(found.Command);
    }
}
