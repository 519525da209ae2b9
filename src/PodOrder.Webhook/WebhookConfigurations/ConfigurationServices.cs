using PodOrder.Webhook.Serving;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>What keeps the webhook configurations true.</summary>
internal static class ConfigurationServices
{
    /// <summary>Registers it, where a configuration is named.</summary>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<PolicyPresence>();
        if (settings.Cluster is not { WebhookConfiguration: not null })
            return;
        services.AddSingleton<ConfigurationMetrics>().AddSingleton<ConfigurationKeeper>();
        services.AddSingleton<IReadiness>(it => it.GetRequiredService<ConfigurationKeeper>());
        services.AddHostedService(it => it.GetRequiredService<ConfigurationKeeper>());
    }
}
