using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace PodOrder.Webhook.Tests;

/// <summary>The server as a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Built = "built", Published = "published";

    private readonly Process _process;
    private readonly List<JsonObject> _lines = [];

    private ServerProcess(Process process) => _process = process;

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyList<JsonObject> Lines => _lines;

    public Process Process => _process;

    /// <summary>Where it serves.</summary>
    public int Port { get; private set; }

    /// <summary>The program as the tests were built with it, or as <c>./build.sh</c> publishes it; without the latter the test is skipped.</summary>
    public static string Executable(string kind)
    {
        if (kind == Built)
            return Path.Combine(AppContext.BaseDirectory, "podorder-webhook");
        var published = Repository.PathOf("out/linux-x64/podorder-webhook");
        if (!File.Exists(published))
            Assert.Skip($"{published} is not there; ./build.sh makes it.");
        return published;
    }

    public static Process Start(string executable, params string[] args) => Process.Start(new ProcessStartInfo(executable, args)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>Starts it on a free port and waits until it says where it serves.</summary>
    public static async Task<(ServerProcess Server, HttpClient Client)> ServeAsync(string executable, params string[] args)
    {
        var server = new ServerProcess(Start(executable, ["--port=0", "--metrics-port=0", .. args]));
        var serving = await server.LogAsync("Serving");
        server.Port = new Uri(((string)serving["address"]!).Replace("[::]", "localhost")).Port;
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        return (server, new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{server.Port}") });
    }

    /// <summary>Waits for a line of an event.</summary>
    public async Task<JsonObject> LogAsync(string eventName)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            _lines.Add(JsonNode.Parse(line)!.AsObject());
            if ((string?)_lines[^1]["event"] == eventName)
                return _lines[^1];
        }
        throw new InvalidOperationException($"The server ended without saying {eventName}: {await _process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    public void Terminate() => Assert.Equal(0, Kill(_process.Id, 15));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
