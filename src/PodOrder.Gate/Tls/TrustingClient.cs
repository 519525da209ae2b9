using Org.BouncyCastle.Tls;

namespace PodOrder.Gate.Tls;

/// <summary>
/// A TLS client that believes any certificate, and offers what kubelet's offers (pkg/probe/http; Go, crypto/tls): TLS 1.2 and
/// 1.3, forward secrecy only, no server name, since it probes an IP address.
/// </summary>
internal sealed class TrustingClient() : DefaultTlsClient(new TrustingCrypto())
{
    /// <inheritdoc/>
    public override TlsAuthentication GetAuthentication() => new Authentication();

    /// <summary>Old servers do not know RFC 5746; Go does not ask it of them, since it does not renegotiate.</summary>
    public override void NotifySecureRenegotiation(bool secureRenegotiation)
    {
    }

    /// <summary>Who believes any certificate does not mind how it is signed.</summary>
    public override bool ShouldCheckSigAlgOfPeerCerts() => false;

    /// <inheritdoc/>
    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.TLSv13.DownTo(ProtocolVersion.TLSv12);

    /// <summary>The one protocol that is spoken: a server of HTTP/2 too would otherwise be free to choose that.</summary>
    protected override IList<ProtocolName> GetProtocolNames() => [ProtocolName.Http_1_1];

    /// <summary>Nobody would read what it says of the certificate.</summary>
    protected override CertificateStatusRequest? GetCertificateStatusRequest() => null;

    /// <inheritdoc/>
    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) =>
        [NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1, NamedGroup.secp521r1];

    /// <inheritdoc/>
    protected override int[] GetSupportedCipherSuites() =>
    [
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
    ];

    private sealed class Authentication : ServerOnlyTlsAuthentication
    {
        public override void NotifyServerCertificate(TlsServerCertificate serverCertificate)
        {
        }
    }
}
