namespace PodOrder.Webhook.Certificates;

/// <summary>Where the serving certificate comes from. Each handshake asks anew, so a source may replace it at any time.</summary>
public interface ICertificateSource
{
    /// <summary>What kind of source it is, as a label for metrics: <c>files</c>, <c>memory</c>.</summary>
    string Source { get; }

    /// <summary>The certificate to serve now.</summary>
    ServingCertificate Current { get; }
}
