using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PodOrder.Faults;

/// <summary>
/// A cable (veth) from this machine to a network namespace of its own, in which the far clients live. Its addresses are
/// link-local, and nothing but that namespace is reached by it.
/// </summary>
internal sealed class Cable : IDisposable
{
    private readonly string _namespace = $"podorder-{Environment.ProcessId}";
    private readonly string _near = $"pof{Environment.ProcessId}a";
    private readonly string _far = $"pof{Environment.ProcessId}b";

    // A network of each run's own: two runs at once, or what a killed one has left, must not take each other's packets.
    private readonly string _network = $"169.254.{1 + (Environment.ProcessId % 254)}";

    public Cable()
    {
        Ip("netns", "add", _namespace);
        try
        {
            Ip("link", "add", _near, "type", "veth", "peer", "name", _far, "netns", _namespace);
            Ip("address", "add", $"{_network}.1/30", "dev", _near);
            Ip("link", "set", _near, "up");
            Ip("-netns", _namespace, "address", "add", $"{_network}.2/30", "dev", _far);
            Ip("-netns", _namespace, "link", "set", _far, "up");
        }
        catch
        {
            // The link goes with the namespace that its other end is in.
            Ip("netns", "delete", _namespace);
            throw;
        }
    }

    /// <summary>Whether this machine lets one be laid.</summary>
    public static bool CanBeLaid
    {
        get
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", ["--net", "ip", "link", "add", "x", "type", "veth", "peer", "name", "y"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    /// <summary>Starts this program at the far end, which opens connections and says when they are there.</summary>
    public async Task<Process> OpenAsync(int port, int count)
    {
        string[] self = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [Environment.ProcessPath!, typeof(Cable).Assembly.Location] : [Environment.ProcessPath!];
        var far = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", _namespace, .. self, FarEnd, $"{_network}.1", $"{port}", $"{count}"]) { RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await far.StandardOutput.ReadLineAsync(limit.Token) is "open" ? far : throw new FaultException("The far end could not open its connections.");
    }

    /// <summary>From now on every packet is lost.</summary>
    public void Pull() => Ip("link", "set", _near, "down");

    public void Dispose()
    {
        Ip("link", "delete", _near);
        Ip("netns", "delete", _namespace);
    }

    /// <summary>The word by which the program knows that it is the far end.</summary>
    public const string FarEnd = "far-end";

    /// <summary>What the far end does: opens connections, half in the middle of a body and half idle after an answer, and stays.</summary>
    public static async Task BeFarEndAsync(string address, int port, int count)
    {
        var all = new List<SslStream>();
        for (var i = 0; i < count; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(address, port);
            var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
            await tls.AuthenticateAsClientAsync("localhost");
            all.Add(tls);
            if (i % 2 == 0)
            {
                await tls.WriteAsync(Encoding.ASCII.GetBytes("POST /mutate?timeout=30s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"kind\":"));
                continue;
            }
            await tls.WriteAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            await tls.ReadExactlyAsync(new byte[64]);
        }
        Console.WriteLine("open");
        await Task.Delay(Timeout.Infinite);
        GC.KeepAlive(all);
    }

    private static void Ip(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", args) { RedirectStandardError = true })!;
        var why = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new FaultException($"ip {string.Join(' ', args)}: {why.Trim()}");
    }
}
