using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Webhook.Certificates.Authorities;

/// <summary>A certificate authority that signs serving certificates.</summary>
internal sealed class Authority
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2 _certificate;

    private Authority(X509Certificate2 certificate, string key)
    {
        (_certificate, KeyPem) = (certificate, key);
        CertificatePem = Normal(certificate);
    }

    /// <summary>The certificate, with a line end.</summary>
    public string CertificatePem { get; }

    /// <summary>The private key.</summary>
    public string KeyPem { get; }

    /// <summary>When it begins to be of use.</summary>
    public DateTimeOffset NotBefore => _certificate.NotBefore.ToUniversalTime();

    /// <summary>When it expires.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter.ToUniversalTime();

    /// <summary>Makes a new one.</summary>
    public static Authority Make(DateTimeOffset now, AuthorityTimes times)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serial = Serial();
        // Each has a name of its own, so that two of them in one bundle cannot be taken for one another.
        var request = new CertificateRequest($"CN=podorder-webhook-ca-{Convert.ToHexStringLower(serial.AsSpan(0, 4))}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.Create(request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), now - times.Skew, now + times.AuthorityLife, serial);
        return new Authority(certificate.CopyWithPrivateKey(key), key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="UnusableCertificateException">It cannot sign; the message is part of a sentence.</exception>
    public static Authority Read(string certificate, string key)
    {
        try
        {
            var read = X509Certificate2.CreateFromPem(certificate, key);
            if (read.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is not { CertificateAuthority: true })
                throw new UnusableCertificateException("the certificate is none of an authority (CA:TRUE is missing)");
            if (read.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign))
                throw new UnusableCertificateException("the certificate must not sign others (its key usage lacks keyCertSign)");
            return new Authority(read, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UnusableCertificateException($"it is no pair of a PEM certificate and its key: {e.Message}", e);
        }
    }

    /// <summary>A certificate in the form that all replicas write alike.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Normal(string certificatePem)
    {
        using var certificate = X509Certificate2.CreateFromPem(certificatePem);
        return Normal(certificate);
    }

    /// <summary>Signs a serving certificate with a key of its own, which never leaves the memory.</summary>
    /// <param name="names">DNS names and IP addresses; at least one.</param>
    /// <param name="begin">Since when it is good, as far as the authority is.</param>
    /// <param name="end">Until when it is good, as far as the authority is.</param>
    public ServingCertificate Sign(IReadOnlyList<string> names, DateTimeOffset begin, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=podorder-webhook", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names(names));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: HasKeyIdentifier, includeIssuerAndSerial: !HasKeyIdentifier));
        using var leaf = request.Create(_certificate.SubjectName, Generator(), Later(NotBefore, begin), Earlier(NotAfter, end), Serial());
        return new ServingCertificate(leaf.CopyWithPrivateKey(key), []);
    }

    private bool HasKeyIdentifier => _certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any();

    private X509SignatureGenerator Generator() => _certificate.GetECDsaPrivateKey() is { } elliptic
        ? X509SignatureGenerator.CreateForECDsa(elliptic)
        : X509SignatureGenerator.CreateForRSA(_certificate.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);

    private static X509Extension Names(IReadOnlyList<string> names)
    {
        var all = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                all.AddIpAddress(address);
            else
                all.AddDnsName(name);
        }
        return all.Build();
    }

    // RFC 5280: positive, at most 20 bytes; the CA/Browser Forum asks for 64 random bits at least.
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }

    private static string Normal(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
