using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>Certificates that nobody should believe, and that kubelet's probes do.</summary>
internal static class Certificates
{
    /// <summary>What is wrong with it, or merely its key: <c>rsa</c>, <c>ecdsa</c>, <c>expired</c>, <c>not valid yet</c>, <c>an authority's own</c>.</summary>
    public static X509Certificate2 Of(string what)
    {
        var now = DateTimeOffset.UtcNow;
        var (begin, end) = what switch
        {
            "expired" => (now.AddYears(-2), now.AddYears(-1)),
            "not valid yet" => (now.AddYears(1), now.AddYears(2)),
            _ => (now.AddDays(-1), now.AddYears(1)),
        };
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(what == "P-384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var request = what == "rsa"
            ? new CertificateRequest("CN=other.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=other.example", ecdsa, HashAlgorithmName.SHA256);
        if (what == "an authority's own")
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        }

        using var certificate = request.CreateSelfSigned(begin, end);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
