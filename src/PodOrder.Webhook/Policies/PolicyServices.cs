using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Serving;

namespace PodOrder.Webhook.Policies;

/// <summary>What serves PodOrderPolicies.</summary>
internal static class PolicyServices
{
    /// <summary>Registers it, where policies are asked for.</summary>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        if (settings.Cluster is not { Policies: true })
            return;
        services.AddSingleton<PolicyMetrics>().AddSingleton<PolicyStatusWriter>().AddSingleton<PolicyFeed>();
        services.AddSingleton<IReadiness>(it => it.GetRequiredService<PolicyFeed>());
        services.AddHostedService(it => it.GetRequiredService<PolicyFeed>());
    }

    /// <summary>The decision under the policies that are followed, or under none.</summary>
    public static Decision Decide(IServiceProvider services, PolicyDecision decide) => services.GetService<PolicyFeed>() is null
        ? (request, deadline) => decide(request, [], deadline)
        : ActivatorUtilities.CreateInstance<PolicyAdmission>(services, decide).MutateAsync;
}
