using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PodOrder.Faults.Faults;

/// <summary>Very many bodies that are wrong somewhere.</summary>
internal sealed class Fuzz : Fault
{
    private const int Connections = 16;

    // Pools and caches fill; what grows from the first tenth to the end is a leak.
    private const double MostGrowth = 12;

    public override string Name => "fuzz";

    public override string What => $"bodies made of the reviews of real manifests by members taken out, doubled, renamed and replaced, words put into texts, flipped bits, and parts doubled, cut and spliced, sent over {Connections} connections that are kept";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var server = await Server.StartAsync("--log-level=error");
        using var client = GoodRequests.Client(server.Port);
        using var good = new GoodRequests(server.Port);
        var statuses = new int[600];
        var (patched, refused) = (0, 0);
        var failed = new ConcurrentQueue<int>();
        double early = 0;
        var tenth = scale.Bodies / 10;
        foreach (var part in Enumerable.Range(0, scale.Bodies).Chunk(tenth))
        {
            await Parallel.ForEachAsync(part, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (number, _) =>
            {
                var (status, text) = await SendAsync(client, number);
                Interlocked.Increment(ref statuses[(int)status]);
                if (status == HttpStatusCode.InternalServerError)
                    failed.Enqueue(number);
                Interlocked.Add(ref patched, text.Contains("\"patch\":", StringComparison.Ordinal) ? 1 : 0);
                Interlocked.Add(ref refused, text.Contains("\"allowed\":false", StringComparison.Ordinal) ? 1 : 0);
            });
            if (!failed.IsEmpty)
                throw new FaultException($"{failed.Count} of {part.Length} bodies were answered with 500; their numbers: {string.Join(", ", failed.Take(10))}. The last: {server.LogLine("Failed")}");
            await server.MustBeSoundAsync();
            await good.AskAsync();
            early = early == 0 ? server.Memory() : early;
        }
        var end = server.Memory();
        if (end > early + MostGrowth)
            throw new FaultException($"The memory grew from {early:F0} MB after {tenth} bodies to {end:F0} MB after {scale.Bodies}.");
        var seen = string.Join(", ", statuses.Index().Where(it => it.Item > 0).Select(it => $"{it.Index}: {it.Item:N0}"));
        return new Finding($"{scale.Bodies:N0} bodies", $"answers {seen}; {patched:N0} Pods patched, {refused:N0} refused; memory {early:F0} MB after a tenth, {end:F0} MB at the end; each good request between was answered");
    }

    /// <summary>Sends one body and prints it with its answer.</summary>
    public async Task<int> ShowAsync(int number)
    {
        using var server = await Server.StartAsync();
        using var client = GoodRequests.Client(server.Port);
        Console.WriteLine(Encoding.UTF8.GetString(Mutator.Body(number)));
        var (status, text) = await SendAsync(client, number);
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        Console.WriteLine($"\n{(int)status} {text}\n{server.LogLine("Failed")}");
        return status == HttpStatusCode.OK ? 0 : 1;
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient client, int number)
    {
        using var content = new ByteArrayContent(Mutator.Body(number)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.PostAsync(number % 8 == 0 ? "/validate?timeout=10s" : "/mutate?timeout=10s", content);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError))
            throw new FaultException($"Body {number} was answered with {(int)answer.StatusCode}: {text}");
        if (answer.StatusCode == HttpStatusCode.OK && !IsAnswer(text))
            throw new FaultException($"Body {number} was answered with what is no AdmissionReview: {text}");
        return (answer.StatusCode, text);
    }

    private static bool IsAnswer(string text)
    {
        using var review = JsonDocument.Parse(text);
        var response = review.RootElement.GetProperty("response");
        return response.GetProperty("uid").GetString() is { Length: > 0 }
            && (!response.TryGetProperty("patch", out var patch) || IsPatch(patch.GetBytesFromBase64()));
    }

    private static bool IsPatch(byte[] patch)
    {
        using var operations = JsonDocument.Parse(patch);
        return operations.RootElement.ValueKind == JsonValueKind.Array;
    }
}
