using System.Net;
using System.Net.Sockets;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>Stands before a server and changes what the client reads of the first connection; further ones pass as they are.</summary>
internal sealed class DistortingProxy : IDisposable
{
    private readonly TcpDependency _front = TcpDependency.Listening();
    private readonly int _server;
    private readonly Func<byte[], int, IEnumerable<byte[]>> _distort;
    private int _connections;

    /// <summary>Begins to listen.</summary>
    /// <param name="server">Port of the server.</param>
    /// <param name="distort">Given what the server sent and how much it sent before, the pieces that the client gets.</param>
    public DistortingProxy(int server, Func<byte[], int, IEnumerable<byte[]>> distort)
    {
        _server = server;
        _distort = distort;
        _ = Serve();
    }

    public int Port => _front.Port;

    public int Connections => Volatile.Read(ref _connections);

    public void Dispose() => _front.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Carry(await _front.Accept(), Interlocked.Increment(ref _connections) == 1);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Carry(Socket client, bool isDistorted)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _server);
            await Task.WhenAll(Copy(client, server, distort: null), Copy(server, client, isDistorted ? _distort : null));
        }
    }

    private static async Task Copy(Socket from, Socket to, Func<byte[], int, IEnumerable<byte[]>>? distort)
    {
        var (buffer, passed) = (new byte[16384], 0);
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer)) > 0; passed += count)
                foreach (var piece in distort?.Invoke(buffer[..count], passed) ?? [buffer[..count]])
                    await to.SendAsync(piece);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // One side has had enough, and the other shall know.
            to.Dispose();
        }
    }
}
