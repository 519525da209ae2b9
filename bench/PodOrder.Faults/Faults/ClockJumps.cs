namespace PodOrder.Faults.Faults;

/// <summary>The wall clock jumps, as after a suspended machine or a wrong time server.</summary>
internal sealed class ClockJumps : Fault
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    // A certificate of a year is not valid yet, or no more, after some of these.
    private static readonly string[] _offsets = ["+1h", "-3h", "+40d", "-400d", "+3650d", "+0"];

    public override string Name => "clock jumps";

    public override string What => $"the wall clock jumps by {string.Join(", ", _offsets)} (libfaketime); the monotonic one goes on, as with a real jump";

    public override string? Lacking => File.Exists(Library) ? null : "libfaketime is not installed (scripts/dependencies.sh faults)";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        var clock = Path.GetTempFileName();
        await File.WriteAllTextAsync(clock, "+0");
        using var server = await Server.StartAsync(null, new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library, ["FAKETIME_TIMESTAMP_FILE"] = clock, ["FAKETIME_NO_CACHE"] = "1", ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1",
            // libfaketime's mending of waits on the monotonic clock has them return at once, which no real clock does.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        });
        using var good = new GoodRequests(server.Port);
        using var ready = GoodRequests.Client(server.Port);
        var verdicts = new List<string>();
        foreach (var offset in _offsets.Take(scale.ClockJumps))
        {
            await File.WriteAllTextAsync(clock, offset);
            for (var i = 0; i < 100; i++)
                await good.AskAsync();
            // The clients do not look at the validity, as no test could after a jump; a handshake has to work all the same.
            using var anew = new GoodRequests(server.Port);
            await anew.AskAsync();
            verdicts.Add($"{offset} {(int)(await ready.GetAsync("/readyz")).StatusCode}");
        }
        var before = server.ProcessorTime();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var idle = (server.ProcessorTime() - before).TotalMilliseconds;
        File.Delete(clock);
        await server.MustBeSoundAsync();
        if (idle > 500)
            throw new FaultException($"After the jumps the server took {idle:F0} ms of processor time in 2 s without a request.");
        return new Finding($"{verdicts.Count} jumps", $"every request answered; /readyz: {string.Join(", ", verdicts)} (503 while the certificate has expired); idle afterwards ({idle:F0} ms of processor time in 2 s)");
    }
}
