using System.Diagnostics;
using System.Net.Http.Headers;

namespace PodOrder.Faults;

/// <summary>What the API server goes on asking, whatever goes wrong meanwhile.</summary>
internal sealed class GoodRequests(int port) : IDisposable
{
    private static readonly byte[] _review = AdmissionReviews.OfPodWith(3);

    private readonly HttpClient _client = Client(port);

    public static HttpClient Client(int port) => new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } })
    {
        BaseAddress = new Uri($"https://localhost:{port}"),
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Asks once; how long the right answer took.</summary>
    /// <exception cref="FaultException">It was not the right one.</exception>
    public async Task<TimeSpan> AskAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(_review) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _client.PostAsync("/mutate?timeout=10s", content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !text.Contains("\"patch\":", StringComparison.Ordinal))
            throw new FaultException($"A good request was answered with {(int)answer.StatusCode}: {text}");
        return Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>Asks again and again on new connections too, until it is over; the times, sorted.</summary>
    public async Task<List<TimeSpan>> AskDuringAsync(Task other)
    {
        var times = new List<TimeSpan>();
        do
        {
            times.Add(await AskAsync());
            await Task.Delay(10);
        }
        while (!other.IsCompleted);
        await other;
        times.Sort();
        return times;
    }

    /// <summary>What is said of such times.</summary>
    public static string Summary(IReadOnlyList<TimeSpan> sorted) =>
        $"{sorted.Count} good requests meanwhile: p50 {sorted[sorted.Count / 2].TotalMilliseconds:F1} ms, p99 {sorted[sorted.Count * 99 / 100].TotalMilliseconds:F0} ms, none failed";

    public void Dispose() => _client.Dispose();
}
