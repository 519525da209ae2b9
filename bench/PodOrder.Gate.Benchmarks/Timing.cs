using System.Globalization;

namespace PodOrder.Gate.Benchmarks;

/// <summary>Measures by CLOCK_BOOTTIME, here and in the application.</summary>
internal static class Timing
{
    /// <summary>From the start of the program, which waits for nothing, to the first instruction of the application.</summary>
    public static async Task<double> StartUp(Contender contender, Way way)
    {
        using SharedDirectory shared = new("db", "web");
        var begin = Nanoseconds();
        await using var process = contender.Start(shared, way, waits: false, Programs.Stamp);
        return await SinceThen(process, begin);
    }

    /// <summary>From the start of the application without anything before it to its first instruction.</summary>
    public static async Task<double> Plain()
    {
        var begin = Nanoseconds();
        await using var process = GateProcess.Start(new Launch { Path = Programs.Stamp, Arguments = ["stamp"] });
        return await SinceThen(process, begin);
    }

    /// <summary>From the rename of the sentinel to the first instruction of the application.</summary>
    public static async Task<double> WakeUp(Contender contender, Way way)
    {
        using SharedDirectory shared = new("db", "web");
        var temporary = shared.PathOf("db", ".started.0");
        File.WriteAllText(temporary, SharedDirectory.Epoch + "\n");
        await using var process = contender.Start(shared, way, waits: true, Programs.Stamp);
        await process.Error.Line("waiting");
        await Eventually.True(() => ProcessTable.State(process.Id) == 'S', "a program that waits");
        var begin = Nanoseconds();
        File.Move(temporary, shared.PathOf("db", "started"));
        return await SinceThen(process, begin);
    }

    private static async Task<double> SinceThen(GateProcess process, long begin)
    {
        var first = long.Parse(await process.Out.Line(_ => true), CultureInfo.InvariantCulture);
        await process.Ended();
        return (first - begin) / 1e6;
    }

    private static unsafe long Nanoseconds()
    {
        var time = stackalloc long[2];
        _ = Libc.clock_gettime(Libc.CLOCK_BOOTTIME, time);
        return (time[0] * 1_000_000_000) + time[1];
    }
}
