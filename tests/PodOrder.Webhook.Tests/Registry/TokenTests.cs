using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class TokenTests
{
    [Fact]
    public async Task A_token_is_fetched_once_and_only_for_pulling_the_image()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        registry.Instead = Tokens.Service(registry, () => """{"access_token":"t0k3n","expires_in":300}""", shown => shown == "Bearer t0k3n");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.True((await lookUp.FindAsync($"{registry.Host}/team/web:1")).IsFound);
        Assert.Equal("GET /token?service=a%20%22b%22&scope=repository%3Ateam%2Fweb%3Apull", Assert.Single(registry.Requests, r => r.Contains("/token")));
    }

    [Fact]
    public async Task The_token_service_is_shown_the_credential_and_the_registry_is_not()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        var serve = Tokens.Service(registry, () => """{"token":"t0k3n"}""", token => token == "Bearer t0k3n");
        var shown = new List<string>();
        registry.Instead = context =>
        {
            shown.Add($"{context.Request.Path.Value!.Split('/')[1]} {context.Request.Headers.Authorization}");
            return serve(context);
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        Assert.True((await lookUp.FindAsync($"{registry.Host}/team/web:1", LookUps.Config(registry.Host, "me", "s3cret"))).IsFound);
        Assert.Equal((string[])["token Basic bWU6czNjcmV0"], shown.Where(s => s.Contains("Basic")));
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_is_replaced()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        registry.PutImage("2", "/app2");
        var valid = 0;
        registry.Instead = Tokens.Service(registry, () => $$$"""{"token":"t{{{++valid}}}"}""", shown => shown == $"Bearer t{valid}");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));

        await lookUp.FindAsync($"{registry.Host}/team/web:1");
        valid = 10;

        Assert.Equal((string[])["/app2"], (await lookUp.FindAsync($"{registry.Host}/team/web:2")).Command!.Entrypoint);
        Assert.Equal(2, registry.Count("/token"));
    }

    [Fact]
    public async Task A_token_service_that_is_not_listed_at_its_private_address_is_not_asked()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await using var service = await FakeRegistry.StartAsync();
        registry.Instead = Tokens.Service(service, () => "");
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host) with { InsecureHosts = [registry.Host, service.Host] });

        var found = await lookUp.FindAsync($"{registry.Host}/team/web:1", LookUps.Config(registry.Host, "me", "s3cret"));

        Assert.Equal(LookUpReason.TargetRefused, found.Reason);
        Assert.Empty(service.Requests);
    }
}
