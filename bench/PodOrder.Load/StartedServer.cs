using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PodOrder.Load;

/// <summary>A server that was started here, bound to the first core; what it logs is read, as a container runtime would, and thrown away.</summary>
internal sealed class StartedServer : IDisposable
{
    private const int ServerCore = 0;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _log;

    private StartedServer(Process process, int port)
    {
        (_process, Port) = (process, port);
        _log = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>From the start of its process to its first answer, in milliseconds.</summary>
    public double FirstAnswer { get; private init; }

    /// <summary>Starts a program on a free port and waits for its first answer.</summary>
    public static async Task<StartedServer> StartAsync(ServerProgram program, byte[] review)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["--cpu-list", Text(ServerCore), program.File, .. program.Arguments(Text(port), Text(FreePort()))])
            start.ArgumentList.Add(argument);
        var begin = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        await AnswerAsync(process, port, program.Path, review);
        return new StartedServer(process, port) { FirstAnswer = Stopwatch.GetElapsedTime(begin).TotalMilliseconds };
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task AnswerAsync(Process process, int port, string path, byte[] review)
    {
        using var socket = await ConnectAsync(process, port);
        using var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        await tls.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {review.Length}\r\n\r\n"));
        await tls.WriteAsync(review);
        var status = new byte[12];
        await tls.ReadExactlyAsync(status);
        if (Encoding.ASCII.GetString(status) is not "HTTP/1.1 200")
            throw new InvalidOperationException($"The first answer of port {port} is {Encoding.ASCII.GetString(status)}.");
    }

    private static async Task<Socket> ConnectAsync(Process process, int port)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return socket;
            }
            catch (SocketException) when (!process.HasExited && Stopwatch.GetElapsedTime(begin) < _patience)
            {
                socket.Dispose();
                Thread.Sleep(TimeSpan.FromMilliseconds(0.5));
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
