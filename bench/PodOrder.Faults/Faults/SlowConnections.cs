using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace PodOrder.Faults.Faults;

/// <summary>Slowloris: very many connections that hardly say anything.</summary>
internal sealed class SlowConnections : Fault
{
    private static readonly byte[] _halfHello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01];
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);

    public override string Name => "slow connections";

    public override string What => "as many connections at once as are told: half of them say nothing, a quarter begin a TLS handshake, a quarter finish it and send a header's bytes one a second";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var server = await Server.StartAsync("--log-level=warn");
        using var good = new GoodRequests(server.Port);
        await good.AskAsync();
        var idle = server.Memory();
        var open = new ConcurrentBag<Socket>();
        var closed = 0;

        var opening = Parallel.ForEachAsync(Enumerable.Range(0, scale.SlowConnections), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            open.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancel);
            _ = StayAsync(socket, i % 4).ContinueWith(it => Interlocked.Increment(ref closed), TaskScheduler.Default);
        });
        var times = await good.AskDuringAsync(opening);
        var begin = Stopwatch.GetTimestamp();
        var held = scale.SlowConnections - Volatile.Read(ref closed);
        times.AddRange(await good.AskDuringAsync(AllAreClosedAsync(() => Volatile.Read(ref closed), scale.SlowConnections)));
        var took = Stopwatch.GetElapsedTime(begin);
        times.Sort();
        foreach (var socket in open)
            socket.Dispose();

        await good.AskAsync();
        await server.MustBeSoundAsync();
        var fresh = new GoodRequests(server.Port);
        await fresh.AskAsync();
        fresh.Dispose();
        var most = server.MostMemory();
        if (most > LargeBodies.Limit)
            throw new FaultException($"The server took {most:F0} MB, more than the {LargeBodies.Limit} MB that its container has.");
        return new Finding($"{scale.SlowConnections:N0} connections", $"{held:N0} were open when the last was opened (beyond 4,096 the one goes that is idle the longest), the server had closed all of them {took.TotalSeconds:F0} s later; {GoodRequests.Summary(times)}; memory {idle:F0} MB before, {most:F0} MB at most, of {LargeBodies.Limit}");
    }

    // Until the server closes it.
    private static async Task StayAsync(Socket socket, int kind)
    {
        try
        {
            var stream = new NetworkStream(socket);
            if (kind == 3)
                await DribbleAsync(stream);
            if (kind == 2)
                await stream.WriteAsync(_halfHello);
            while (await stream.ReadAsync(new byte[256]) > 0)
            {
                // An alert before the end.
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // Closed by a reset.
        }
    }

    private static async Task DribbleAsync(NetworkStream stream)
    {
        await using var tls = new SslStream(stream, true, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        var closed = tls.ReadAsync(new byte[256]).AsTask();
        foreach (var one in "POST /mutate HTTP/1.1\r\nHost: localhost\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"u8.ToArray())
        {
            await tls.WriteAsync(new[] { one });
            if (await Task.WhenAny(closed, Task.Delay(1000)) == closed)
                return;
        }
    }

    private static async Task AllAreClosedAsync(Func<int> closed, int all)
    {
        for (var begin = Stopwatch.GetTimestamp(); closed() < all; await Task.Delay(100))
        {
            if (Stopwatch.GetElapsedTime(begin) > _longest)
                throw new FaultException($"Of {all} slow connections {all - closed()} were still open after {_longest.TotalSeconds} s.");
        }
    }
}
