using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PodOrder.Faults;

/// <summary>The shipped server, a process of its own; its log goes to a file.</summary>
internal sealed class Server : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-fault-");
    private readonly HttpClient _metrics;
    private Process? _process;

    private Server(string binary, string[] arguments)
    {
        (Binary, Arguments) = (binary, arguments);
        (Port, MetricsPort) = (FreePort(), FreePort());
        Log = Path.Combine(_folder.FullName, "log");
        _metrics = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{MetricsPort}") };
    }

    /// <summary>The program; set once for all.</summary>
    public static string Program { get; set; } = "";

    public int Port { get; }

    public int MetricsPort { get; }

    /// <summary>Where its output goes.</summary>
    public string Log { get; init; }

    /// <summary>What goes into its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    private string Binary { get; }

    private string[] Arguments { get; }

    public bool HasEnded => _process!.HasExited;

    /// <summary>Starts one and waits for its first answer.</summary>
    public static Task<Server> StartAsync(params string[] arguments) => StartAsync(null, null, arguments);

    /// <summary>The same with its output elsewhere, or with an environment.</summary>
    public static async Task<Server> StartAsync(string? log, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var server = new Server(Program, arguments);
        if (log is not null)
            server = new Server(Program, arguments) { Log = log };
        if (environment is not null)
            server = new Server(Program, arguments) { Environment = environment };
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it (again) on the same ports; how long its first answer took.</summary>
    public async Task<TimeSpan> StartAgainAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        // exec: the process is the server, not the shell.
        var start = new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", Log, Binary, $"--port={Port}", $"--metrics-port={MetricsPort}", .. Arguments]);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        using var client = GoodRequests.Client(Port);
        while (!await IsAnsweringAsync(client))
        {
            if (HasEnded || Stopwatch.GetElapsedTime(begin) > TimeSpan.FromSeconds(20))
                throw new FaultException($"The server did not start: {LastLine()}");
            await Task.Delay(2);
        }
        return Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Its resident memory in MB.</summary>
    public double Memory() => Status("VmRSS");

    /// <summary>The most it has been.</summary>
    public double MostMemory() => Status("VmHWM");

    /// <summary>Its processor time so far.</summary>
    public TimeSpan ProcessorTime()
    {
        _process!.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>One of its metrics; 0 where it has no such series.</summary>
    public async Task<double> MetricAsync(string series)
    {
        var text = await _metrics.GetStringAsync("/metrics");
        var line = text.Split('\n').FirstOrDefault(it => it.StartsWith(series + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Fails when it has ended, or has failed on a request.</summary>
    public async Task MustBeSoundAsync()
    {
        if (HasEnded)
            throw new FaultException($"The server ended with {_process!.ExitCode}: {LastLine()}");
        foreach (var path in (string[])["/mutate", "/validate"])
        {
            var failures = await MetricAsync($"podorder_admission_requests_total{{path=\"{path}\",outcome=\"Failed\"}}");
            if (failures > 0)
                throw new FaultException($"The server failed on {failures} requests: {LogLine("\"Failed\"")}");
        }
    }

    /// <summary>The last line of its log that holds a word, or empty.</summary>
    public string LogLine(string word) => File.Exists(Log) ? File.ReadLines(Log).LastOrDefault(it => it.Contains(word, StringComparison.Ordinal)) ?? "" : "";

    public void Dispose()
    {
        if (_process is { HasExited: false })
            Kill();
        _process?.Dispose();
        _metrics.Dispose();
        _folder.Delete(recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string LastLine() => LogLine("");

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{_process!.Id}/status").First(it => it.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "").Trim(), CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task<bool> IsAnsweringAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/healthz")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
