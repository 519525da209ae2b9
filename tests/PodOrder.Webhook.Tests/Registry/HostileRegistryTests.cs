using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using PodOrder.Registry;
using static PodOrder.Webhook.Tests.Registry.Misbehaviour;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class HostileRegistryTests
{
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
        await registry.ExpectAsync(LookUpReason.TooLarge);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_long_is_not_read()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        await registry.ExpectAsync(LookUpReason.TooLarge, context =>
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
        await registry.ExpectAsync(LookUpReason.WrongDigest, context =>
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
            await registry.ExpectAsync(reason, context =>
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
    public async Task Headers_beyond_measure_are_not_read()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await registry.ExpectAsync(LookUpReason.TooLarge, context =>
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
        await registry.ExpectAsync(LookUpReason.Unreachable, async context =>
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
}
