using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PodOrder.Webhook.Tests.Cluster;

namespace PodOrder.Faults.Faults;

/// <summary>The cluster's API server is away: when the server starts, and later.</summary>
internal sealed class AbsentApiServer : Fault
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(90);

    // It asks for nothing itself.
    private const string Pod = """{"metadata":{"generateName":"web-"},"spec":{"containers":[{"name":"web","command":["web"]},{"name":"proxy","command":["proxy"],"readinessProbe":{"tcpSocket":{"port":1}}}]}}""";

    public override string Name => "API server away";

    public override string What => "the API server that policies are read from is away when the server starts, comes, goes while requests are answered, and comes again";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        await using var cluster = await FakeApiServer.StartAsync();
        Fill(cluster.Objects);
        await cluster.DownAsync();
        using var server = await Server.StartAsync($"--kubeconfig={cluster.Kubeconfig}", "--policies");
        using var good = new GoodRequests(server.Port);
        using var client = GoodRequests.Client(server.Port);
        var stay = TimeSpan.FromSeconds(scale.IsQuick ? 3 : 20);

        var times = await good.AskDuringAsync(Task.Delay(stay));
        var atStart = await ReadyAsync(client);
        await cluster.UpAsync();
        var first = await KnowsAsync(client);
        await cluster.DownAsync();
        times.AddRange(await good.AskDuringAsync(KeepsAsync(client, stay)));
        var away = await ReadyAsync(client);
        await cluster.UpAsync();
        var again = await EventuallyAsync(async () => (await ReadyAsync(client)).StartsWith("200", StringComparison.Ordinal) && !(await ReadyAsync(client)).Contains("API server", StringComparison.Ordinal));
        times.Sort();
        await server.MustBeSoundAsync();
        return new Finding($"away twice, {stay.TotalSeconds:F0} s each",
            $"{GoodRequests.Summary(times)}; /readyz at the start: {atStart}; policies were known {first.TotalSeconds:F1} s after the API server had come and were kept while it was away, when /readyz said: {away}; all well again after {again.TotalSeconds:F1} s");
    }

    private static void Fill(ObjectStore objects)
    {
        objects.Create("/version", new JsonObject { ["major"] = "1", ["minor"] = "34" });
        objects.Create("/api/v1/namespaces/shop", JsonNode.Parse("""{"metadata":{"name":"shop","labels":{"kubernetes.io/metadata.name":"shop"}}}""")!.AsObject());
        objects.Create("/apis/podorder.io/v1alpha1/podorderpolicies/proxy-first", JsonNode.Parse(
            """{"metadata":{"name":"proxy-first"},"spec":{"rules":[{"containers":["*"],"after":[{"name":"proxy","condition":"ready"}]}]}}""")!.AsObject());
    }

    private static Task<TimeSpan> KnowsAsync(HttpClient client) => EventuallyAsync(() => IsOrderedAsync(client));

    private static async Task KeepsAsync(HttpClient client, TimeSpan stay)
    {
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < stay; await Task.Delay(100))
        {
            if (!await IsOrderedAsync(client))
                throw new FaultException("The policies were forgotten while the API server was away.");
        }
    }

    private static async Task<bool> IsOrderedAsync(HttpClient client)
    {
        var review = $$$"""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"CREATE","namespace":"shop","resource":{"group":"","version":"v1","resource":"pods"},"object":{{{Pod}}} } }""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(review)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.PostAsync("/mutate?timeout=10s", content);
        return (await answer.Content.ReadAsStringAsync()).Contains("\"patch\":", StringComparison.Ordinal);
    }

    private static async Task<string> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/readyz");
        return $"{(int)answer.StatusCode} “{(await answer.Content.ReadAsStringAsync()).Trim()}”";
    }

    private static async Task<TimeSpan> EventuallyAsync(Func<Task<bool>> holds)
    {
        var begin = Stopwatch.GetTimestamp();
        for (; !await holds(); await Task.Delay(50))
        {
            if (Stopwatch.GetElapsedTime(begin) > _longest)
                throw new FaultException($"The server did not find the API server again within {_longest.TotalSeconds} s.");
        }
        return Stopwatch.GetElapsedTime(begin);
    }
}
