using System.Globalization;

namespace PodOrder.Load;

/// <summary>What the kernel tells of a process (proc(5)).</summary>
internal static class ProcessFigures
{
    // USER_HZ, which is 100 on every architecture that .NET runs on.
    private const int MicrosecondsPerTick = 10_000;

    /// <summary>The user and system time that it has used.</summary>
    public static long CpuMicroseconds(int pid)
    {
        // The name, in parentheses, may hold spaces; user and system time are fields 14 and 15.
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) * MicrosecondsPerTick;
    }

    /// <summary>Its resident memory now.</summary>
    public static double ResidentMegabytes(int pid) =>
        Number(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))["VmRSS:".Length..^2]) * 1024 / 1e6;

    private static long Number(string text) => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);
}
