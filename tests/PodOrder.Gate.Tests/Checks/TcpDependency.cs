using System.Net;
using System.Net.Sockets;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>A dependency that listens, or does not yet.</summary>
internal sealed class TcpDependency : IDisposable
{
    private readonly Socket _socket;

    /// <summary>Takes a port without listening on it, so that connections are refused and nobody else gets it.</summary>
    public TcpDependency(string address = "127.0.0.1")
    {
        var ip = IPAddress.Parse(address);
        _socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(ip, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public static TcpDependency Listening(string address = "127.0.0.1")
    {
        TcpDependency dependency = new(address);
        dependency.Listen();
        return dependency;
    }

    public void Listen() => _socket.Listen();

    /// <summary>The next connection, which the test answers (or not).</summary>
    public Task<Socket> Accept() => _socket.AcceptAsync();

    public void Dispose() => _socket.Dispose();
}
