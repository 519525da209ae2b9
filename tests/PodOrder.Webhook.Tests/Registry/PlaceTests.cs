using System.Net;
using System.Text;
using PodOrder.Registry;
using static PodOrder.Webhook.Tests.Registry.Misbehaviour;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class PlaceTests
{
    [Fact]
    public async Task Redirects_without_an_end_are_given_up()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await registry.ExpectAsync(LookUpReason.BadRedirect, Redirect(() => "/v2/team/web/manifests/1"), "/");
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
        await registry.ExpectAsync(reason, context =>
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
    public async Task A_place_that_a_registry_redirects_to_is_not_told_who_one_is()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await using var other = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        registry.Instead = On("/blobs/", Redirect(() => $"http://{other.Host}/elsewhere"));
        other.Instead = Tokens.Service(other, () => """{"token":"t0k3n"}""");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host, other.Host));

        var found = await lookUp.FindAsync($"{registry.Host}/{Web}", LookUps.Config(registry.Host, "me", "s3cret"));

        Assert.Equal(LookUpReason.Unauthorized, found.Reason);
        Assert.Equal((string[])["GET /elsewhere"], other.Requests);
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
}
