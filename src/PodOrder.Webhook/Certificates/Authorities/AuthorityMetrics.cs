using Prometheus;

namespace PodOrder.Webhook.Certificates.Authorities;

/// <summary>What is told of the authority in the Secret.</summary>
internal sealed class AuthorityMetrics
{
    private readonly Gauge _expiry;
    private readonly Gauge _contact;

    /// <summary>Declares the metrics.</summary>
    public AuthorityMetrics(IMetricFactory factory)
    {
        _expiry = factory.CreateGauge("podorder_authority_expiry_timestamp_seconds", "When the authority expires that signs the certificates; its successor is made a year before. 0 while there is none.");
        _contact = factory.CreateGauge("podorder_authority_last_contact_timestamp_seconds", "When the API server was last heard of the Secret that holds the authority; about once a minute where nothing changes.");
    }

    /// <summary>Notes what is known.</summary>
    public void Set(DateTimeOffset? expiry, DateTimeOffset? contact)
    {
        _expiry.Set(Seconds(expiry));
        _contact.Set(Seconds(contact));
    }

    private static double Seconds(DateTimeOffset? instant) => instant is { } known ? known.ToUnixTimeMilliseconds() / 1000d : 0;
}
