using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Webhook.Tests;

/// <summary>A certificate and its key as PEM.</summary>
internal sealed record TestCertificate(string Certificate, string Key, string Fingerprint)
{
    public static TestCertificate Make(string name, bool expired = false) => Make(name, null, expired);

    /// <summary>One for a host, which a client can trust by itself.</summary>
    public static TestCertificate Make(string name, string? host, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }
        var end = DateTimeOffset.UtcNow.AddHours(expired ? -1 : 1);
        using var certificate = request.CreateSelfSigned(end.AddDays(-1), end);
        return Of(certificate, certificate.ExportCertificatePem(), key);
    }

    /// <summary>A leaf signed by an intermediate signed by a root; the PEM holds the leaf and the intermediate.</summary>
    public static (TestCertificate Leaf, X509Certificate2 Root) MakeChain()
    {
        var end = DateTimeOffset.UtcNow.AddHours(1);
        using var rootKey = RSA.Create(2048);
        var rootRequest = Authority("CN=root", rootKey);
        var root = rootRequest.CreateSelfSigned(end.AddDays(-1), end);
        using var middleKey = RSA.Create(2048);
        using var middle = Authority("CN=middle", middleKey).Create(root, end.AddDays(-1), end, [2]).CopyWithPrivateKey(middleKey);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(middle, end.AddDays(-1), end, [3]);
        return (Of(leaf, leaf.ExportCertificatePem() + "\n" + middle.ExportCertificatePem(), key), root);
    }

    private static TestCertificate Of(X509Certificate2 certificate, string pem, AsymmetricAlgorithm key) =>
        new(pem, key.ExportPkcs8PrivateKeyPem(), certificate.GetCertHashString(HashAlgorithmName.SHA256));

    private static CertificateRequest Authority(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
