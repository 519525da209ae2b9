using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Certificates;

/// <summary>A self-signed certificate that lives in memory alone, for trials: made at each start, known to nobody.</summary>
public sealed class MadeCertificate : ICertificateSource
{
    private const string Service = "podorder-webhook.podorder-system.svc";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Makes the certificate and says so.</summary>
    public MadeCertificate(TimeProvider time, ILogger<MadeCertificate> log)
    {
        Current = new ServingCertificate(Make(time.GetUtcNow()), []);
        log.CertificateMade(Current.Fingerprint);
    }

    /// <inheritdoc/>
    public string Source => "memory";

    /// <inheritdoc/>
    public ServingCertificate Current { get; }

    private static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + Service, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        // An hour back: the clock that checks it may be behind ours.
        return request.CreateSelfSigned(now.AddHours(-1), now.AddYears(1));
    }

    private static X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (ReadOnlySpan<string>)["localhost", Service, Service + ".cluster.local"])
            names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
