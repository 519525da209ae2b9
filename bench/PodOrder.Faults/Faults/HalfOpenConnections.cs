using System.Diagnostics;

namespace PodOrder.Faults.Faults;

/// <summary>Clients that are gone without a word: a cable pulled, a node lost.</summary>
internal sealed class HalfOpenConnections : Fault
{
    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(130);

    public override string Name => "half-open connections";

    public override string What => "in two network namespaces joined by a cable: TLS connections, half of them in the middle of a body, half idle after an answer; then the cable is pulled, so that no FIN and no RST ever comes";

    public override string? Lacking => Cable.CanBeLaid ? null : "network namespaces need root and CAP_NET_ADMIN";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var cable = new Cable();
        using var server = await Server.StartAsync("--log-level=warn");
        using var good = new GoodRequests(server.Port);
        await good.AskAsync();
        var before = await server.MetricAsync("process_open_fds");

        using var far = await cable.OpenAsync(server.Port, scale.HalfOpenConnections);
        var during = await server.MetricAsync("process_open_fds");
        cable.Pull();
        far.Kill();
        var begin = Stopwatch.GetTimestamp();
        // Those within a body fall below the least rate; idle ones end with the keep-alive. The quick form waits for the former alone.
        var left = scale.IsQuick ? scale.HalfOpenConnections / 2 : 0;
        var times = await good.AskDuringAsync(AreGoneAsync(server, before + left, scale.IsQuick ? TimeSpan.FromSeconds(40) : _keepAlive + TimeSpan.FromSeconds(40)));
        await server.MustBeSoundAsync();
        return new Finding($"{scale.HalfOpenConnections} connections", $"{during - before} descriptors held when the cable was pulled, {(left == 0 ? "all" : "those within a body")} given back {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s later; {GoodRequests.Summary(times)}");
    }

    private static async Task AreGoneAsync(Server server, double descriptors, TimeSpan longest)
    {
        // The scrape and the good requests hold a few of their own.
        const int Few = 8;
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(500))
        {
            var open = await server.MetricAsync("process_open_fds");
            if (open <= descriptors + Few)
                return;
            if (Stopwatch.GetElapsedTime(begin) > longest)
                throw new FaultException($"The server still had {open} descriptors open {longest.TotalSeconds} s after its clients were gone, of which {descriptors} are its own.");
        }
    }
}
