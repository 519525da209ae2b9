using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Serving;

public sealed class DrainTests
{
    [Fact]
    public async Task A_draining_server_is_unready_goes_on_serving_and_sends_its_clients_elsewhere()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { DrainDelay = TimeSpan.FromMinutes(1) });

        server.Drain.Begin();

        var ready = await server.Client.GetAsync("/readyz");
        var review = await server.AskAsync(Review());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("The server is shutting down.", await ready.SentenceAsync());
        Assert.True(ready.Headers.ConnectionClose);
        Assert.True(review.Headers.ConnectionClose);
        Assert.True((bool?)(await review.ResponseAsync())["allowed"]);
    }

    [Fact]
    public async Task After_the_delay_the_server_stops_by_itself()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { DrainDelay = TimeSpan.FromMilliseconds(50) });

        server.Drain.Begin();

        await server.Application.WaitForShutdownAsync().WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<SocketException>(server.ConnectAsync);
    }

    [Fact]
    public async Task Told_twice_the_server_does_not_wait_for_the_delay()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { DrainDelay = TimeSpan.FromMinutes(5) });

        server.Drain.Begin();
        server.Drain.Begin();

        await server.Application.WaitForShutdownAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_request_in_flight_is_finished_after_the_listener_has_closed()
    {
        await using var server = await RunningServer.StartAsync();
        await using var tls = await server.HandshakeAsync();
        var body = Encoding.UTF8.GetBytes(Review().ToJsonString());
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"POST /mutate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
        await tls.WriteAsync(body.AsMemory(0, 10));
        await Eventually.HoldsAsync(() => server.Budget.Held > 0);

        var stopped = server.Application.WaitForShutdownAsync();
        server.Drain.Begin();
        await Eventually.HoldsAsync(() => RefusesConnectionsAsync(server));
        await tls.WriteAsync(body.AsMemory(10));

        using var reader = new StreamReader(tls);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.StartsWith("HTTP/1.1 200 OK", answer);
        Assert.Contains("\"allowed\":true", answer);
        await stopped.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<bool> RefusesConnectionsAsync(RunningServer server)
    {
        try
        {
            (await server.ConnectAsync()).Dispose();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
