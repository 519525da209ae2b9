using PodOrder.Webhook.Serving;

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
        services.AddSingleton(cluster).AddSingleton(it => new ApiClient(access, cluster.Namespace, it.GetRequiredService<TimeProvider>()));
        services.AddSingleton<VersionCheck>().AddSingleton<IReadiness>(it => it.GetRequiredService<VersionCheck>());
        services.AddHostedService(it => it.GetRequiredService<VersionCheck>());
    }
}
