using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Registry;

/// <summary>Registers what finds out from registries what images run.</summary>
internal static class RegistryServices
{
    /// <summary>Nothing where no registry is to be asked.</summary>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        if (settings.Registries is not { } registries)
            return;
        services.AddSingleton(registries).AddSingleton<ImageLookUp>();
        if (registries.PullSecrets)
            services.AddSingleton<PullSecrets>();
    }
}
