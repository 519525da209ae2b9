using System.Net.Http.Headers;
using System.Text;

namespace PodOrder.Faults.Faults;

/// <summary>Bodies as large as they may be, of the kind that costs a parser most.</summary>
internal sealed class LargeBodies : Fault
{
    private const int AtOnce = 32;

    /// <summary>What the Deployment's memory limit is.</summary>
    public const int Limit = 256;

    public override string Name => "large bodies";

    public override string What => $"bodies of 7 MiB, {AtOnce} at once, made of one-digit numbers, of nested arrays, of a long string, of an object with 500,000 names";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var server = await Server.StartAsync("--log-level=error");
        using var good = new GoodRequests(server.Port);
        using var client = GoodRequests.Client(server.Port);
        client.Timeout = TimeSpan.FromMinutes(2);
        await good.AskAsync();
        byte[][] bodies = [Review("[" + string.Concat(Enumerable.Repeat("1,", 3_600_000)) + "1]"), Review(new string('[', 3_600_000)), Review($"\"{new string('x', 7_200_000)}\""), Review(Names())];
        var statuses = new Dictionary<int, int>();
        var sending = Parallel.ForEachAsync(Enumerable.Range(0, scale.LargeBodies), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancel) =>
        {
            using var content = new ByteArrayContent(bodies[i % bodies.Length]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            var status = await SendAsync(client, content, cancel);
            lock (statuses)
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
        });
        var times = await good.AskDuringAsync(sending);
        await server.MustBeSoundAsync();
        var most = server.MostMemory();
        if (most > Limit)
            throw new FaultException($"The server took {most:F0} MB, more than the {Limit} MB that its container has.");
        return new Finding($"{scale.LargeBodies} bodies", $"answers {string.Join(", ", statuses.OrderBy(it => it.Key).Select(it => $"{it.Key}: {it.Value}"))} (413: too many values; 503: the memory set aside for bodies was taken; 0: closed before the body was sent); {GoodRequests.Summary(times)}; memory {most:F0} MB at most, of {Limit}");
    }

    // An answer that comes before the body has been sent may be lost to the end of the connection.
    private static async Task<int> SendAsync(HttpClient client, HttpContent content, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.PostAsync("/mutate?timeout=30s", content, cancel);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static byte[] Review(string thing) => Encoding.UTF8.GetBytes(
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"CREATE","resource":{"group":"","version":"v1","resource":"pods"},"object":{"spec":""" + thing + "}}}");

    private static string Names() => "{" + string.Join(",", Enumerable.Range(0, 500_000).Select(i => $"\"n{i:000000}\":1")) + "}";
}
