using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PodOrder.Load;

/// <summary>What one run of wrk against one server measured. Times in milliseconds, CPU in microseconds of user and system time, memory in MB (10⁶ bytes).</summary>
internal sealed record Round(double PerSecond, double Median, double P99, double CpuPerRequest, double Resident)
{
    private const int LoadCore = 1;

    /// <summary>Loads a server for some seconds over sixteen kept-alive connections.</summary>
    /// <exception cref="InvalidOperationException">A request failed, or wrk itself.</exception>
    public static async Task<Round> MeasureAsync(Uri url, int pid, string review, int seconds)
    {
        var cpu = ProcessFigures.CpuMicroseconds(pid);
        using var wrk = Start(url, review, seconds);
        var output = wrk.StandardOutput.ReadToEndAsync();
        var error = wrk.StandardError.ReadToEndAsync();
        var resident = 0.0;
        while (!wrk.HasExited)
        {
            resident = Math.Max(resident, ProcessFigures.ResidentMegabytes(pid));
            await Task.Delay(100);
        }
        cpu = ProcessFigures.CpuMicroseconds(pid) - cpu;
        if (Figures(await output) is not [var requests, var microseconds, var median, var p99, 0])
            throw new InvalidOperationException($"wrk against {url} failed: {await output}{await error}");
        return new Round(requests / (microseconds / 1e6), median / 1e3, p99 / 1e3, (double)cpu / requests, resident);
    }

    private static Process Start(Uri url, string review, int seconds)
    {
        var start = new ProcessStartInfo("taskset")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--cpu-list", LoadCore.ToString(CultureInfo.InvariantCulture), "wrk", "--threads=1", "--connections=16", "--timeout=10s",
                string.Create(CultureInfo.InvariantCulture, $"--duration={seconds}s"), "--script=" + Path.Combine(Folder(), "review.lua"), url.ToString(),
            },
            Environment = { ["REVIEW"] = review },
        };
        return Process.Start(start)!;
    }

    private static long[] Figures(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith("figures ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ').Skip(1))
            .Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
