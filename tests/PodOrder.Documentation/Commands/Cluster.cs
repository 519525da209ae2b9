namespace PodOrder.Documentation.Commands;

/// <summary>The cluster that the pages are followed on, under the rules of tests/PodOrder.E2E: KUBECONFIG names it, and its node has the images.</summary>
internal static class Cluster
{
    private const string Lack = "KUBECONFIG names no cluster to follow the pages on (tests/PodOrder.E2E/README.md)";

    private static bool IsNamed => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 };

    /// <summary>Skips the test, visibly, without a cluster; fails it where E2E=required. PodOrder is installed where it is not there yet.</summary>
    public static void Demand()
    {
        Assert.False(!IsNamed && Environment.GetEnvironmentVariable("E2E") == "required", Lack);
        Assert.SkipUnless(IsNamed, Lack);
        var printed = Shell.Run("kubectl get mutatingwebhookconfiguration podorder || { kubectl apply -f deploy/install.yaml && kubectl -n podorder-system rollout status deployment/podorder-webhook --timeout=120s; }; echo $?");
        Assert.EndsWith("\n0\n", printed, StringComparison.Ordinal);
        // A ready replica is behind its Service only once the node's proxy has heard of it.
        for (var tries = 0; Shell.Run("kubectl create --dry-run=server --filename=examples/tutorial.yaml").Contains("failed calling webhook", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 60, "The server is ready, but its Service leads nowhere.");
            Thread.Sleep(500);
        }
    }
}
