using Prometheus;
using PodOrder.Webhook.Serving;

namespace PodOrder.Webhook.Telemetry;

/// <summary>Registers what the server tells about itself.</summary>
internal static class TelemetryServices
{
    /// <summary>A registry of the server's own: the library's static one would be shared by all servers of a process, and brings metrics that nobody asked for.</summary>
    public static void Add(IServiceCollection services) => services
        .AddSingleton(_ => Metrics.NewCustomRegistry())
        .AddSingleton<IMetricFactory>(it => Metrics.WithCustomRegistry(it.GetRequiredService<CollectorRegistry>()))
        .AddSingleton<AdmissionMetrics>()
        .AddSingleton<LookUpMetrics>()
        .AddSingleton<ServerMetrics>()
        .AddSingleton<RuntimeMetrics>()
        .AddSingleton<MetricsEndpoint>();
}
