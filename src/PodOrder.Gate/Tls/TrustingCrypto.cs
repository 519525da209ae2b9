using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace PodOrder.Gate.Tls;

/// <summary>The library's cryptography, for certificates of whatever use.</summary>
internal sealed class TrustingCrypto : BcTlsCrypto
{
    /// <summary>
    /// To try whether a key is one of RSA is to look for primes in it: that takes time, for nothing, where any certificate is believed.
    /// </summary>
    static TrustingCrypto() => Environment.SetEnvironmentVariable("Org.BouncyCastle.Rsa.AllowUnsafeModulus", "true");

    /// <inheritdoc/>
    public override TlsCertificate CreateCertificate(short type, byte[] encoding) =>
        type == CertificateType.X509 ? new AnyCertificate(this, encoding) : base.CreateCertificate(type, encoding);

    /// <summary>One that may be used for anything: a certificate authority's own, for instance.</summary>
    private sealed class AnyCertificate(BcTlsCrypto crypto, byte[] encoding) : BcTlsCertificate(crypto, encoding)
    {
        protected override bool SupportsKeyUsage(int keyUsageBits) => true;
    }
}
