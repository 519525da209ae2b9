using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Hints;
using PodOrder.Injection;
using PodOrder.Workloads;

namespace PodOrder.Cli.Checking;

/// <summary>Which Pods carry an order of which version, and which ask for one and do not have it, or could not be made again.</summary>
internal static class PodsCheck
{
    private const string Category = "pods";
    private const int Page = 500, MostNamed = 20;

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(ClusterClient cluster, CancellationToken cancel)
    {
        var versions = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var troubles = new List<CheckResult>();
        var mayAll = (await cluster.TextAsync("api/v1/pods?limit=1", cancel)).Length > 0;
        await foreach (var pod in ListAsync(cluster, mayAll ? "api/v1/pods" : $"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/pods", cancel)) Look(pod, versions, troubles);

        var carried = versions.Count == 0 ? $"no Pod{(mayAll ? "" : " of the namespace")} carries an order" : string.Join(", ", versions.Select(version => $"{version.Value} of version {version.Key}"));
        var told = troubles.Take(MostNamed).ToList();
        if (troubles.Count > MostNamed) told.Add(CheckResult.Doubtful(Category, $"and {troubles.Count - MostNamed} more"));
        return [CheckResult.Passed(Category, versions.Count == 0 ? carried : $"Pods{(mayAll ? "" : " of the namespace")} that carry an order: {carried}"), .. told];
    }

    private static void Look(JsonElement pod, SortedDictionary<string, int> versions, List<CheckResult> troubles)
    {
        var name = $"{pod.At("metadata", "namespace").String()}/{pod.At("metadata", "name").String()}";
        var injected = InjectedPod.Find(pod);
        if (injected is not null) versions[injected.Version ?? "unknown"] = versions.GetValueOrDefault(injected.Version ?? "unknown") + 1;
        var hints = pod.At("metadata", "annotations").Members().Select(annotation => annotation.Name).Where(key => key.StartsWith(HintKeys.Prefix, StringComparison.Ordinal) && key != HintKeys.Status).ToList();
        if (hints.Count == 0 || hints.Contains(HintKeys.Inject)) return;
        if (TemplateVerdict.Of(pod).Refusal is { } refused)
            troubles.Add(CheckResult.Doubtful(Category, $"{name} could not be made again: {refused.Message}"));
        else if (injected is null && (hints.Contains(HintKeys.Order) || hints.Contains(HintKeys.DependsOn)))
            troubles.Add(CheckResult.Doubtful(Category, $"{name} asks for an order and carries none: it was made before PodOrder was installed; make it again"));
    }

    private static async IAsyncEnumerable<JsonElement> ListAsync(ClusterClient cluster, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var next = ""; ;)
        {
            var text = await cluster.TextAsync($"{path}?limit={Page}{next}", cancel);
            if (text.Length == 0) yield break;
            using var list = JsonDocument.Parse(text);
            foreach (var pod in list.RootElement.At("items").List()) yield return pod;
            if (list.RootElement.At("metadata", "continue").String() is not { Length: > 0 } token) yield break;
            next = "&continue=" + Uri.EscapeDataString(token);
        }
    }
}
