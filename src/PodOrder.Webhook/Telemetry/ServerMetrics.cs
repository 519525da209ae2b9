using Prometheus;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Certificates;

namespace PodOrder.Webhook.Telemetry;

/// <summary>What is told of the server as a whole, as it is at a scrape.</summary>
public sealed class ServerMetrics
{
    private readonly ICertificateSource _certificates;
    private readonly BodyBudget _budget;
    private readonly Gauge.Child _expiry;
    private readonly Gauge _bodyBytes;

    /// <summary>Declares the metrics.</summary>
    public ServerMetrics(IMetricFactory factory, ICertificateSource certificates, BodyBudget budget)
    {
        (_certificates, _budget) = (certificates, budget);
        _expiry = factory.CreateGauge("podorder_certificate_expiry_timestamp_seconds", "When the certificate that is served expires, in seconds since the epoch, by where it comes from.", ["source"]).WithLabels(certificates.Source);
        _bodyBytes = factory.CreateGauge("podorder_admission_body_bytes", "Bytes held for the bodies of requests.");
        factory.CreateGauge("podorder_build_info", "Always 1; the labels tell what was built.", ["version", "runtime"]).WithLabels(Version, Environment.Version.ToString()).Set(1);
    }

    private static string Version => typeof(ServerMetrics).Assembly.GetName().Version!.ToString(3);

    /// <summary>Looks at everything anew.</summary>
    public void Refresh()
    {
        _expiry.Set(_certificates.Current.NotAfter.ToUnixTimeSeconds());
        _bodyBytes.Set(_budget.Held);
    }
}
