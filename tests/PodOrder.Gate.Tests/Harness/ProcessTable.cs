using System.Globalization;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>/proc as the test sees it.</summary>
internal static class ProcessTable
{
    /// <summary>A line of /proc/PID/status without its name, or null when the process is gone.</summary>
    public static string? Status(int pid, string key)
    {
        try
        {
            return File.ReadLines($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/status")
                .FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal))?[(key.Length + 1)..].Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A line of /proc/PID/status that tells an amount of memory.</summary>
    public static long Kilobytes(int pid, string key) => long.Parse(Status(pid, key)!.Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>R, S, D, T (stopped), Z (zombie), or null.</summary>
    public static char? State(int pid) => Status(pid, "State")?[0];

    /// <summary>What a process has used of the processors.</summary>
    public static TimeSpan ProcessorTime(int pid)
    {
        // schedstat of a process is that of its first thread (Documentation/scheduler/sched-stats.rst).
        var nanoseconds = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/schedstat").Split(' ')[0];
        return TimeSpan.FromTicks(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 100);
    }

    /// <summary>The processes whose parent this is.</summary>
    public static int[] Children(int pid)
    {
        try
        {
            var id = pid.ToString(CultureInfo.InvariantCulture);
            return [.. Directory.EnumerateDirectories($"/proc/{id}/task")
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Those, theirs, and so on.</summary>
    public static IEnumerable<int> Descendants(int pid) => Children(pid).SelectMany(child => Descendants(child).Prepend(child));

    /// <summary>Every process that executes a file below this folder, which may be deleted meanwhile.</summary>
    public static IEnumerable<int> Executing(string folder) => Directory.EnumerateDirectories("/proc")
        .Where(entry => int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out _))
        .Where(entry => Target(Path.Combine(entry, "exe"))?.StartsWith(folder, StringComparison.Ordinal) == true)
        .Select(entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture));

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The application of a supervising gate: its only child.</summary>
    public static async Task<int> ChildOf(int pid)
    {
        var found = await Eventually.Is(() => Children(pid) is [var child] ? (object)child : null, $"a child of {pid}");
        return (int)found;
    }

    /// <summary>Whether the signal is in a mask of /proc/PID/status (SigBlk, SigIgn, SigCgt).</summary>
    public static bool Masks(int pid, string key, int signal) =>
        Status(pid, key) is { } mask && (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
}
