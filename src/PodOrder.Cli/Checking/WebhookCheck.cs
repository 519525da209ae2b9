using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PodOrder.Cli.Cluster;

namespace PodOrder.Cli.Checking;

/// <summary>Whether the webhook is registered, and whom the API server would ask.</summary>
internal static class WebhookCheck
{
    private const string Category = "webhook", Name = "podorder";
    private static readonly TimeSpan _soon = TimeSpan.FromDays(7);

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(ClusterClient cluster, DateTimeOffset now, CancellationToken cancel)
    {
        var results = new List<CheckResult>();
        var entries = new List<JsonElement>();
        foreach (var (kind, resource) in ((string, string)[])[("MutatingWebhookConfiguration", "mutatingwebhookconfigurations"), ("ValidatingWebhookConfiguration", "validatingwebhookconfigurations")])
        {
            var (status, found) = await cluster.TryGetAsync($"apis/admissionregistration.k8s.io/v1/{resource}/{Name}", cancel);
            if (status != HttpStatusCode.OK)
            {
                results.Add(status == HttpStatusCode.NotFound
                    ? CheckResult.Failed(Category, $"there is no {kind} {Name}: PodOrder is not installed")
                    : CheckResult.Doubtful(Category, $"you may not see the {kind} {Name} ({(int)status})"));
                continue;
            }
            var own = found.At("webhooks").List();
            results.Add(CheckResult.Passed(Category, $"{kind} {Name} registers {string.Join(", ", own.Select(entry => entry.At("name").String()))}"));
            entries.AddRange(own);
        }
        results.AddRange(entries.Select(entry => entry.At("clientConfig", "caBundle").String() ?? "").Distinct().Select(bundle => Authorities(bundle, now)));
        foreach (var service in entries.Select(entry => entry.At("clientConfig", "service")).Where(service => service.IsThere()).Select(service => (service.At("namespace").String(), service.At("name").String())).Distinct())
            results.Add(await ServiceAsync(cluster, service.Item1 ?? "", service.Item2 ?? "", cancel));
        foreach (var url in entries.Select(entry => entry.At("clientConfig", "url").String()).OfType<string>().Select(url => new Uri(url).Authority).Distinct())
            results.Add(CheckResult.Doubtful(Category, $"the API server asks a server outside of the cluster, {url}: whether it runs is not seen from here"));
        return results;
    }

    private static CheckResult Authorities(string bundle, DateTimeOffset now)
    {
        if (bundle.Length == 0)
            return CheckResult.Failed(Category, "the caBundle is empty: nobody vouches for the server, and the API server will not speak to it; see the server's log, or cert-manager's");
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(bundle)));
            var last = certificates.Max(certificate => certificate.NotAfter.ToUniversalTime());
            var names = string.Join(", ", certificates.Select(certificate => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)).Distinct());
            var message = $"the authority of its certificate ({names}) is valid until {last:yyyy-MM-dd HH:mm}";
            return last < now ? CheckResult.Failed(Category, $"{message}: it is over")
                : last < now + _soon ? CheckResult.Doubtful(Category, $"{message}: that is soon")
                : CheckResult.Passed(Category, message);
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or InvalidOperationException)
        {
            return CheckResult.Failed(Category, $"the caBundle holds no certificate: {wrong.Message}");
        }
    }

    private static async Task<CheckResult> ServiceAsync(ClusterClient cluster, string space, string name, CancellationToken cancel)
    {
        var text = await cluster.TextAsync($"apis/discovery.k8s.io/v1/namespaces/{Uri.EscapeDataString(space)}/endpointslices?labelSelector={Uri.EscapeDataString($"kubernetes.io/service-name={name}")}", cancel);
        if (text.Length == 0) return CheckResult.Doubtful(Category, $"the endpoints of service {space}/{name} may not be read: whether a server is ready is not seen");
        using var slices = JsonDocument.Parse(text);
        var endpoints = slices.RootElement.At("items").List().SelectMany(slice => slice.At("endpoints").List()).ToList();
        var ready = endpoints.Count(endpoint => endpoint.At("conditions", "ready").ValueKind != JsonValueKind.False);
        return ready == 0
            ? CheckResult.Failed(Category, $"service {space}/{name} has no ready server; see: kubectl -n {space} get pods,events")
            : ready < endpoints.Count
                ? CheckResult.Doubtful(Category, $"service {space}/{name} has {ready} of {endpoints.Count} servers ready")
                : CheckResult.Passed(Category, $"service {space}/{name} has {ready} ready server{(ready == 1 ? "" : "s")}");
    }
}
