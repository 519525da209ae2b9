using System.Globalization;

namespace PodOrder.Webhook.Tests.Telemetry;

/// <summary>Reads metrics as Prometheus does.</summary>
internal static class Scrape
{
    public static HttpClient Client(RunningServer server) =>
        new() { BaseAddress = new Uri(server.Application.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal))) };

    /// <summary>The values by series, as in <c>up{job="x"}</c>, in their order.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(HttpClient client)
    {
        var text = await client.GetStringAsync("/metrics");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => (line, end: line.LastIndexOf(' ')))
            .ToDictionary(it => it.line[..it.end], it => double.Parse(it.line[it.end..], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>The names that are declared with a type.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(HttpClient client)
    {
        var text = await client.GetStringAsync("/metrics");
        return [.. text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
    }
}
