using System.Text;
using Microsoft.AspNetCore.Http;
using PodOrder.Registry;
using static PodOrder.Webhook.Tests.Registry.Misbehaviour;

namespace PodOrder.Webhook.Tests.Registry;

public sealed class GreedTests
{
    [Theory]
    [InlineData(65_000)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public async Task A_long_configuration_is_read_to_its_end(int length)
    {
        await using var registry = await FakeRegistry.StartAsync();
        const string Start = """{"config":{"Entrypoint":["/app"]}""", End = "}";
        registry.PutImageOf("1", Encoding.UTF8.GetBytes(Start + new string(' ', length - Start.Length - End.Length) + End));
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host) with { LargestConfig = length });
        using var lookUpOfLess = LookUps.New(LookUps.Plain(registry.Host) with { LargestConfig = length - 1 });

        Assert.True((await lookUp.FindAsync($"{registry.Host}/{Web}")).IsFound);
        Assert.Equal(LookUpReason.TooLarge, (await lookUpOfLess.FindAsync($"{registry.Host}/{Web}")).Reason);
    }

    [Fact]
    public async Task A_command_that_no_Pod_should_hold_is_not_taken()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app", new string('x', 40_000));
        await registry.ExpectAsync(LookUpReason.TooLarge);
    }

    [Fact]
    public async Task A_registry_that_hangs_holds_up_no_other()
    {
        await using var hanging = await FakeRegistry.StartAsync();
        await using var registry = await FakeRegistry.StartAsync();
        registry.PutImage("1", "/app");
        var arrived = new SemaphoreSlim(0);
        hanging.Instead = async context =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        using var leave = new CancellationTokenSource();
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host, hanging.Host));
        var held = Enumerable.Range(0, 20).Select(n => lookUp.FindAsync($"{hanging.Host}/team/web:{n}", [], leave.Token)).ToList();
        for (var i = 0; i < 4; i++)
            await arrived.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True((await lookUp.FindAsync($"{registry.Host}/{Web}")).IsFound);
        Assert.Equal(4, hanging.Requests.Count);
        Assert.All(held, h => Assert.False(h.IsCompleted));
        await leave.CancelAsync();
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task Of_a_thousand_credentials_only_a_few_are_tried()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Instead = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.WWWAuthenticate) = (401, "Basic realm=\"x\"");
            return Task.FromResult(true);
        };
        using var lookUp = LookUps.New(LookUps.Plain(registry.Host));
        var credentials = Enumerable.Range(0, 1000).Select(n => LookUps.Config(registry.Host, "me", $"{n}")).ToArray();

        Assert.Equal(LookUpReason.Unauthorized, (await lookUp.FindAsync($"{registry.Host}/{Web}", credentials)).Reason);
        Assert.Equal(16, registry.Requests.Count);
    }
}
