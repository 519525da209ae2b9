using System.Text;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Serving;

/// <summary>A replica that is replaced while it is asked: two processes, and clients that keep their connections as the API server does.</summary>
public sealed class RolloutTests
{
    private const int Clients = 16;

    [Fact]
    public async Task Not_one_request_fails_while_a_replica_ends_and_its_endpoint_is_withdrawn_a_second_later()
    {
        var (old, _) = await ServerProcess.ServeAsync(ServerProcess.Executable(ServerProcess.Built), "--drain-delay=3s");
        var (young, _) = await ServerProcess.ServeAsync(ServerProcess.Executable(ServerProcess.Built), "--drain-delay=0s");
        using var _1 = old;
        using var _2 = young;
        var endpoint = old.Port;
        using var stop = new CancellationTokenSource();
        var counts = new int[2];
        var clients = Enumerable.Range(0, Clients).Select(_ => AskWithoutEndAsync(() => Volatile.Read(ref endpoint), stop.Token,
            port => Interlocked.Increment(ref counts[port == old.Port ? 0 : 1]))).ToList();

        await Eventually.HoldsAsync(() => counts[0] > 10 * Clients);
        old.Terminate();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Volatile.Write(ref endpoint, young.Port);
        await old.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var served = counts[1];
        await Eventually.HoldsAsync(() => counts[1] > served + 10 * Clients);
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        Assert.Equal(0, old.Process.ExitCode);
    }

    // Each of them has one connection at a time, to wherever the endpoint is when it is opened; any failure is the test's.
    private static async Task AskWithoutEndAsync(Func<int> endpoint, CancellationToken stop, Action<int> answered)
    {
        var port = 0;
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            ConnectCallback = async (_, cancel) =>
            {
                port = endpoint();
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync("localhost", port, cancel);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("https://podorder-webhook") };
        var review = Review().ToJsonString();
        while (!stop.IsCancellationRequested)
        {
            var answer = await client.PostAsync("/mutate?timeout=10s", new StringContent(review, Encoding.UTF8, "application/json"), CancellationToken.None);
            Assert.True((bool?)(await answer.ResponseAsync())["allowed"]);
            answered(port);
        }
    }
}
