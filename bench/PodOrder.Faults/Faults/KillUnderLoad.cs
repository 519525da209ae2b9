namespace PodOrder.Faults.Faults;

/// <summary>kill -9 while it answers, and a restart.</summary>
internal sealed class KillUnderLoad : Fault
{
    private const int Clients = 16;

    public override string Name => "kill";

    public override string What => $"kill -9 under the load of {Clients} clients that keep their connections, then a restart on the same port";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var server = await Server.StartAsync();
        long answered = 0, lost = 0;
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => AskOnAsync(server.Port, () => Interlocked.Increment(ref answered), () => Interlocked.Increment(ref lost), stop.Token)).ToList();
        var starts = new List<TimeSpan>();
        for (var i = 0; i < scale.Kills; i++)
        {
            await Task.Delay(300);
            server.Kill();
            starts.Add(await server.StartAgainAsync());
        }
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        using var good = new GoodRequests(server.Port);
        await good.AskAsync();
        await server.MustBeSoundAsync();
        starts.Sort();
        return new Finding($"{scale.Kills} kills", $"{answered} requests answered; {lost} had no answer, those in flight and those while there was no server; first answer {starts[starts.Count / 2].TotalMilliseconds:F0} ms after a start (median), {starts[^1].TotalMilliseconds:F0} ms at most");
    }

    private static async Task AskOnAsync(int port, Action answered, Action lost, CancellationToken stop)
    {
        using var requests = new GoodRequests(port);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await requests.AskAsync();
                answered();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                lost();
                await Task.Delay(5, CancellationToken.None);
            }
        }
    }
}
