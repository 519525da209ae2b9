namespace PodOrder.E2E.Cluster;

/// <summary>The cluster that KUBECONFIG names, and what the environment says of it.</summary>
internal static class Target
{
    /// <summary>Whether there is a cluster to test on.</summary>
    public static bool IsThere { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG"));

    /// <summary>The server runs beside the cluster, and the API server calls it by URL.</summary>
    public static bool ServerIsOutside { get; } = Environment.GetEnvironmentVariable("E2E_SERVER") == "outside";

    /// <summary>The address of this machine as the API server sees it, for a server outside.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("E2E_SERVER_HOST") ?? "localhost";

    /// <summary>An image with a shell and busybox's programs.</summary>
    public const string Image = "docker.io/library/busybox:1.37";

    /// <summary>Skips the test, visibly, without a cluster; fails it where E2E=required.</summary>
    public static void Demand()
    {
        if (IsThere)
            return;
        const string lack = "KUBECONFIG names no cluster to test on (tests/PodOrder.E2E/README.md)";
        Assert.False(Environment.GetEnvironmentVariable("E2E") == "required", lack);
        Assert.Skip(lack);
    }
}
