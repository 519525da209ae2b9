namespace PodOrder.Webhook.Certificates;

/// <summary>Where the serving certificate comes from. Each handshake asks anew, so a source may replace it at any time.</summary>
public interface ICertificateSource
{
    /// <summary>The certificate to serve now.</summary>
    ServingCertificate Current { get; }
}
