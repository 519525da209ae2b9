using System.Net;
using System.Net.Sockets;

namespace PodOrder.Registry;

/// <summary>
/// Opens connections, and none to an address that is not public unless its host is listed: a Pod's author must not make
/// the server knock at what only the server can reach. The address is looked at after its name was resolved, so that no name hides one.
/// </summary>
internal sealed class GuardedConnector(RegistryOptions options)
{
    /// <exception cref="LookUpFailedException">No address may be connected to.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancel);
        var allowed = HostList.Contains(options.PrivateHosts, host, port) ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0)
            throw new LookUpFailedException(LookUpReason.TargetRefused, $"{host} is at a private address and is not listed among the private hosts of PodOrder's configuration");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
