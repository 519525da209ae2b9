using System.Collections.Concurrent;
using Prometheus;

namespace PodOrder.Webhook.Telemetry;

/// <summary>What is counted of admission requests, by the server's path.</summary>
public sealed class AdmissionMetrics
{
    // Half a millisecond is where a good answer is; 10 s is the default of timeoutSeconds, 30 s its limit.
    private static readonly double[] _seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] _bytes = [1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144];

    private readonly ConcurrentDictionary<string, PathMetrics> _paths = new(StringComparer.Ordinal);

    /// <summary>Declares the metrics.</summary>
    public AdmissionMetrics(IMetricFactory factory)
    {
        Requests = factory.CreateCounter("podorder_admission_requests_total", "Admission requests that were ended, by what came of them: Injected, Refused, Rejected and so on.", ["path", "outcome"]);
        Refusals = factory.CreateCounter("podorder_admission_refusals_total", "Pods and workloads that were denied, by what is wrong with their hints.", ["path", "reason"]);
        Rejections = factory.CreateCounter("podorder_admission_rejections_total", "Requests that were rejected before their Pods were looked at, by what is wrong with them.", ["path", "reason"]);
        Durations = factory.CreateHistogram("podorder_admission_duration_seconds", "How long admission requests took, from their headers until their answers were made; those rejected are left out.", ["path"], new HistogramConfiguration { Buckets = _seconds });
        PatchBytes = factory.CreateHistogram("podorder_admission_patch_bytes", "The sizes of the patches, before base64; answers without a patch are left out.", ["path"], new HistogramConfiguration { Buckets = _bytes });
        Warnings = factory.CreateCounter("podorder_admission_warnings_total", "Warnings that were sent to those who applied manifests.", ["path"]);
        InFlight = factory.CreateGauge("podorder_admission_in_flight", "Admission requests that are being answered now.", ["path"]);
    }

    internal Counter Requests { get; }

    internal Counter Refusals { get; }

    internal Counter Rejections { get; }

    internal Histogram Durations { get; }

    internal Histogram PatchBytes { get; }

    internal Counter Warnings { get; }

    internal Gauge InFlight { get; }

    /// <summary>Those of one of the server's paths; a stranger's never comes here.</summary>
    public PathMetrics Of(string path) => _paths.GetOrAdd(path, static (it, all) => new PathMetrics(all, it), this);
}
