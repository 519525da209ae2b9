namespace PodOrder.Documentation.Commands;

/// <summary>The cluster that the pages are followed on: PodOrder is installed there, and its nodes have the images of the examples.</summary>
internal static class Cluster
{
    public const string HowToName = "needs a cluster with PodOrder: KUBECONFIG names it, PODORDER_DOCS=follow asks for it";

    public static bool IsNamed => Environment.GetEnvironmentVariable("PODORDER_DOCS") == "follow" && Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };
}
