using System.Net;
using System.Net.Sockets;

namespace PodOrder.Conformance.Runtime;

/// <summary>
/// A Pod's network namespace: loopback, and the Pod's address beside 127.0.0.1 on the same interface. A listener on 127.0.0.1
/// alone is not reached at the Pod's address, as on a node.
/// </summary>
internal sealed class PodNetwork
{
    // `ip netns` prepares /run/netns the first time it is called, which two callers must not do at once.
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private readonly string _name;

    private PodNetwork(string name, IPAddress address)
    {
        _name = name;
        Address = address;
    }

    /// <summary>The Pod's address.</summary>
    public IPAddress Address { get; }

    /// <summary>The file that stands for the namespace.</summary>
    public string Path => $"/run/netns/{_name}";

    /// <summary>Makes a namespace; each sandbox of a Pod has another address.</summary>
    public static async Task<PodNetwork> CreateAsync(string name, int sandbox)
    {
        var network = new PodNetwork(name, new IPAddress(new byte[] { 10, 88, 0, (byte)(2 + sandbox % 250) }));
        await OneAtATime.WaitAsync();
        try
        {
            await Command.RunAsync("ip", "netns", "add", name);
        }
        finally
        {
            OneAtATime.Release();
        }
        try
        {
            await Command.RunAsync("ip", "-n", name, "link", "set", "lo", "up");
            await Command.RunAsync("ip", "-n", name, "address", "add", $"{network.Address}/32", "dev", "lo");
            return network;
        }
        catch
        {
            await network.DeleteAsync();
            throw;
        }
    }

    /// <summary>Removes the namespace's name; its processes have ended before.</summary>
    public Task DeleteAsync() => Command.TryAsync("ip", "netns", "delete", _name);

    /// <summary>Connects from within the namespace. A socket belongs for ever to the namespace of the thread that made it.</summary>
    public async Task<Socket> ConnectAsync(int port, CancellationToken cancellation)
    {
        var socket = OpenSocketInside();
        try
        {
            await socket.ConnectAsync(Address, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Socket OpenSocketInside()
    {
        Socket? socket = null;
        Exception? failure = null;
        // The thread ends with the namespace it entered, so that no pooled thread stays behind in it.
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle(Path);
                Native.Check(Native.EnterNamespace((int)file.DangerousGetHandle(), Native.NetworkNamespace), "setns");
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"There is no network namespace {_name}.", failure);
    }
}
