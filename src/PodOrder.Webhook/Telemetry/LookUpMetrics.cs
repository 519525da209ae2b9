using Prometheus;
using PodOrder.Registry;

namespace PodOrder.Webhook.Telemetry;

/// <summary>What is counted of looking images up in registries. Which registries is not: anybody who creates Pods may name any.</summary>
public sealed class LookUpMetrics
{
    private readonly Counter _lookUps;
    private readonly Histogram _durations;

    /// <summary>Declares the metrics.</summary>
    public LookUpMetrics(IMetricFactory factory)
    {
        _lookUps = factory.CreateCounter("podorder_registry_lookups_total", "Images whose commands were looked up, by result (Found, or why not) and by whether the cache knew it.", ["result", "cached"]);
        _durations = factory.CreateHistogram("podorder_registry_lookup_duration_seconds", "How long look-ups took that the cache did not answer.",
            new HistogramConfiguration { Buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5] });
    }

    /// <summary>Counts one.</summary>
    public void Count(LookUp lookUp, TimeSpan elapsed)
    {
        _lookUps.WithLabels(lookUp.Reason?.ToString() ?? nameof(LookUp.Found), lookUp.IsCached ? "true" : "false").Inc();
        if (!lookUp.IsCached)
            _durations.Observe(elapsed.TotalSeconds);
    }
}
