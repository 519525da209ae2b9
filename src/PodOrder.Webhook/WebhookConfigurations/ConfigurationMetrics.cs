using Prometheus;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>What is counted of the webhook configurations.</summary>
internal sealed class ConfigurationMetrics(IMetricFactory factory)
{
    private readonly Counter _patches = factory.CreateCounter(
        "podorder_configuration_patches_total", "Patches of the webhook configurations, which were not as they have to be: patched, conflict (somebody was faster), failed.", ["configuration", "result"]);

    /// <summary>Counts a patch.</summary>
    public void Count(string configuration, string result) => _patches.WithLabels(configuration, result).Inc();
}
