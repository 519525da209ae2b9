using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PodOrder.Registry;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Tests.Registry;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class DeadlineTests
{
    private const string Pod = """{"metadata":{"name":"web","annotations":{"podorder.io/order":"db:started -> web"}},"spec":{"containers":[{"name":"db","image":"db:1","command":["db"]},{"name":"web","image":"REGISTRY/team/web:1"}]}}""";

    [Theory]
    [InlineData("1s", 1000)]
    [InlineData("10s", 1900)]
    public async Task A_registry_that_hangs_leaves_time_to_answer(string timeout, int milliseconds)
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Instead = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var options = LookUps.Plain(registry.Host) with { Budget = new RegistryOptions().Budget };
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { Registries = options });
        await server.AskAsync(Review());

        var begin = Stopwatch.GetTimestamp();
        var response = await (await server.AskAsync(Review(Pod.Replace("REGISTRY", registry.Host)), $"/mutate?timeout={timeout}")).ResponseAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalMilliseconds, 500, milliseconds);
        Assert.NotNull(response["patch"]);
        Assert.Contains("hook", (string?)response["warnings"]![0]);
    }

    [Fact]
    public async Task A_decision_that_is_not_made_in_time_is_answered_with_503()
    {
        await using var server = await RunningServer.StartAsync(decideLater: async (_, deadline) =>
        {
            await Task.Delay(Timeout.Infinite, deadline);
            return Verdict.NoObject;
        });

        var answer = await server.AskAsync(Review(), "/mutate?timeout=200ms");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("The time the request allows was over before its answer was made.", await answer.SentenceAsync());
        Assert.Equal(0, server.Budget.Held);
    }

    [Fact]
    public async Task What_is_beyond_the_bound_of_requests_at_once_is_turned_away_at_once()
    {
        var release = new TaskCompletionSource();
        await using var server = await RunningServer.StartAsync(decideLater: async (_, _) =>
        {
            await release.Task;
            return Verdict.NoObject;
        });
        var capacity = server.Application.Services.GetRequiredService<Capacity>();
        var places = Enumerable.Range(0, AdmissionLimits.MaxInFlight - 1).Select(_ => capacity.Take()).ToList();
        var last = server.AskAsync(Review());
        await Eventually.HoldsAsync(() => capacity.Taken == AdmissionLimits.MaxInFlight);

        var beyond = await server.AskAsync(Review());
        release.SetResult();
        places.ForEach(place => place.Dispose());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, beyond.StatusCode);
        Assert.Equal("The server is answering 1024 requests already, and could not answer this one in time; ask again in a moment.", await beyond.SentenceAsync());
        Assert.True((bool?)(await (await last).ResponseAsync())["allowed"]);
        await server.AssertGoesOnServingAsync();
        await Eventually.HoldsAsync(() => capacity.Taken == 0);
    }

    [Fact]
    public async Task Large_bodies_are_parsed_one_after_the_other_and_hold_up_no_small_one()
    {
        var release = new TaskCompletionSource();
        var entered = 0;
        await using var server = await RunningServer.StartAsync(decideLater: async (request, _) =>
        {
            if (request.Name != "large")
                return Verdict.NoObject;
            Interlocked.Increment(ref entered);
            await release.Task;
            return Verdict.NoObject;
        });
        var large = Review();
        large["request"]!["name"] = "large";
        large["request"]!["object"]!["padding"] = new string('x', AdmissionLimits.UsualBodyBytes);

        var both = Task.WhenAll(server.AskAsync(large), server.AskAsync(large));
        await Eventually.HoldsAsync(() => entered == 1);
        var small = await server.AskAsync(Review());
        var waiting = entered;
        release.SetResult();

        Assert.True((bool?)(await small.ResponseAsync())["allowed"]);
        Assert.Equal(1, waiting);
        Assert.All(await both, it => Assert.Equal(HttpStatusCode.OK, it.StatusCode));
        Assert.Equal(2, entered);
    }
}
