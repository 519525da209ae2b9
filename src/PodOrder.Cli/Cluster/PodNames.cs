using System.CommandLine.Completions;

namespace PodOrder.Cli.Cluster;

/// <summary>The names of the namespace's Pods, for completion: a shell is answered soon, or not at all.</summary>
internal static class PodNames
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static IEnumerable<CompletionItem> Of(CompletionContext context, ClusterFlags flags)
    {
        try
        {
            using var patience = new CancellationTokenSource(_patience);
            using var cluster = flags.Connect(context.ParseResult);
            var pods = cluster.GetAsync($"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/pods?limit=500", patience.Token).GetAwaiter().GetResult();
            return [.. pods.At("items").List().Select(pod => new CompletionItem(pod.At("metadata", "name").String() ?? ""))];
        }
        catch (Exception wrong) when (wrong is CommandException or OperationCanceledException)
        {
            return [];
        }
    }
}
