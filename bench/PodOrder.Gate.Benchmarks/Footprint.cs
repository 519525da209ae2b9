using System.Globalization;

namespace PodOrder.Gate.Benchmarks;

/// <summary>What a process holds, by /proc/PID/status. Memory in MB (10⁶ bytes).</summary>
internal sealed record Footprint(double Resident, double Anonymous, int Threads)
{
    /// <summary>While it waits.</summary>
    public static async Task<Footprint> Waiting(Contender contender)
    {
        using SharedDirectory shared = new("db", "web");
        await using var process = contender.Start(shared, Way.Supervised, waits: true, Programs.Stamp);
        await process.Error.Line("waiting");
        await Eventually.True(() => ProcessTable.State(process.Id) == 'S', "a program that waits");
        return Read(process.Id);
    }

    /// <summary>While it supervises, after a wait.</summary>
    public static async Task<Footprint> Supervising(Contender contender)
    {
        using SharedDirectory shared = new("db", "web");
        await using var process = contender.Start(shared, Way.Supervised, waits: true, Programs.Stamp, "stay");
        await process.Error.Line("waiting");
        shared.Record("db", "started");
        await process.Out.Line(_ => true);
        await Eventually.True(() => ProcessTable.State(process.Id) == 'S', "a program that supervises");
        var footprint = Read(process.Id);
        foreach (var child in ProcessTable.Children(process.Id))
            _ = Libc.kill(child, Signals.Kill);
        await process.Ended();
        return footprint;
    }

    private static Footprint Read(int pid) => new(
        Megabytes(pid, "VmRSS"), Megabytes(pid, "RssAnon"), int.Parse(ProcessTable.Status(pid, "Threads")!, CultureInfo.InvariantCulture));

    private static double Megabytes(int pid, string key) =>
        int.Parse(ProcessTable.Status(pid, key)!.Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e6;
}
