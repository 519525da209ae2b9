using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Webhook.Certificates;

/// <summary>A certificate with its key and intermediates, ready for handshakes.</summary>
public sealed class ServingCertificate
{
    /// <summary>Makes a certificate ready.</summary>
    /// <param name="leaf">The certificate, with its private key.</param>
    /// <param name="chain">Where its intermediates are found; the leaf may be among them.</param>
    public ServingCertificate(X509Certificate2 leaf, X509Certificate2Collection chain)
    {
        NotAfter = leaf.NotAfter.ToUniversalTime();
        Fingerprint = leaf.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        Tls = new SslServerAuthenticationOptions
        {
            // offline: intermediates come from the file, never from a URL that a certificate names.
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            // No CipherSuitesPolicy: the runtime's own list for TLS 1.2 is forward-secret throughout, and a policy of
            // ours would cost every handshake the cached TLS context and session resumption.
        };
    }

    /// <summary>When it expires, in UTC.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The SHA-256 of the leaf in hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>What a handshake needs; one object for all of them, so that sessions can be resumed.</summary>
    public SslServerAuthenticationOptions Tls { get; }
}
