using PodOrder.Registry;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Registry;

/// <summary>Registers what finds out from registries what images run.</summary>
internal static class RegistryServices
{
    /// <summary>Nothing where no registry is to be asked.</summary>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        if (settings.Registries is not { } registries)
            return;
        services.AddSingleton(registries).AddSingleton(it =>
        {
            var log = it.GetRequiredService<ILogger<ImageLookUp>>();
            return new ImageLookUp(registries, it.GetRequiredService<TimeProvider>(), e => log.LookUpFailed(e.GetType().Name, e.StackTrace));
        });
        if (registries.PullSecrets)
            services.AddSingleton<PullSecrets>();
    }
}
