namespace PodOrder.Webhook.Cluster;

/// <summary>What talks to the API server.</summary>
internal static class ClusterServices
{
    /// <summary>Registers it, where anything asks for the API server.</summary>
    /// <exception cref="ArgumentException">Nothing says where the API server is.</exception>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        if (settings.Cluster is not { } cluster)
            return;
        var access = ApiAccess.Find(cluster.Kubeconfig);
        services.AddSingleton(cluster).AddSingleton(_ => new ApiClient(access));
    }
}
