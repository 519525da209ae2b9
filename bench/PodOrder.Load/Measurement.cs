using System.Globalization;

namespace PodOrder.Load;

/// <summary>One whole run: every server started, loaded in turns, and told in a table.</summary>
/// <param name="rounds">How often each server is loaded.</param>
/// <param name="seconds">How long each time.</param>
internal sealed class Measurement(int rounds, int seconds)
{
    private readonly byte[] _review = AdmissionReviews.OfPodWith(3);

    /// <summary>Measures, and tells it as text.</summary>
    /// <param name="programs">The servers to start: the echo, then the admission server.</param>
    /// <param name="peer">Another server that runs already, or null.</param>
    public async Task<string> RunAsync(IReadOnlyList<ServerProgram> programs, Contender? peer)
    {
        List<StartedServer> servers = [];
        List<Contender> contenders = [];
        var review = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(review, _review);
            foreach (var program in programs)
            {
                var firstAnswer = await program.FirstAnswerAsync(_review);
                var server = await StartedServer.StartAsync(program, _review);
                servers.Add(server);
                contenders.Add(new Contender(program.Name, new Uri($"https://127.0.0.1:{server.Port}{program.Path}"), server.Id) { FirstAnswer = firstAnswer });
            }
            if (peer is not null)
                contenders.Add(peer);
            await LoadAsync(contenders, review);
            return Told(contenders);
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
            File.Delete(review);
        }
    }

    // In turns, so that what the machine does meanwhile meets everyone; the first round warms up.
    private async Task LoadAsync(List<Contender> contenders, string review)
    {
        for (var round = -1; round < rounds; round++)
        {
            foreach (var contender in contenders)
                await contender.LoadAsync(review, seconds, counts: round >= 0);
        }
    }

    private string Told(List<Contender> contenders)
    {
        Table table = new([.. contenders.Select(contender => contender.Name)]);
        void add(string what, string unit, Func<Contender, double> figure, double? goal = null, bool atLeast = false) =>
            table.Add(what, unit, [.. contenders.Select(figure)], goal, atLeast);

        var echo = contenders[0].Median(round => round.CpuPerRequest);
        add("requests a second", "", it => it.Median(round => round.PerSecond), contenders.ElementAtOrDefault(2)?.Median(round => round.PerSecond) * 3, atLeast: true);
        add("latency, median", "ms", it => it.Median(round => round.Median));
        add("latency, p99", "ms", it => it.Median(round => round.P99), 5);
        add("CPU a request", "µs", it => it.Median(round => round.CpuPerRequest), 90);
        add("CPU a request, echo = 1", "", it => it.Median(round => round.CpuPerRequest) / echo, 2);
        add("resident, idle", "MB", it => it.Idle);
        add("resident under load, most", "MB", it => it.Peak, 37);
        add("first answer after the start", "ms", it => it.FirstAnswer, 60);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {_review.Length} bytes of review, three containers; TLS, HTTP/1.1, 16 kept-alive connections; server on one core, load on the other.
            Medians of {rounds} rounds of {seconds} s in turns, and of {ServerProgram.Starts} starts; {Environment.ProcessorCount} processors, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}

            {table}
            """);
    }
}
