using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Registry;

/// <summary>
/// The authorities that vouch for registries: the machine's bundle, and a file of the installation's own. The server keeps
/// the runtime from reading the bundle (it would slow its start), so it is read here, when the first registry is asked.
/// </summary>
internal static class TrustedAuthorities
{
    // Debian, Ubuntu and Alpine; Fedora and its kin; openSUSE.
    private static readonly string[] _bundles =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem"];

    /// <summary>How a registry's certificate is judged.</summary>
    /// <param name="file">A PEM file of further authorities, or null.</param>
    /// <exception cref="ArgumentException">The file cannot be read or holds no certificate.</exception>
    public static X509ChainPolicy Policy(string? file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            // A certificate may name any address as the place of its issuer's: nothing is fetched from there.
            DisableCertificateDownloads = true,
        };
        if (Array.Find(_bundles, File.Exists) is { } bundle)
            policy.CustomTrustStore.ImportFromPemFile(bundle);
        if (file is not null)
            policy.CustomTrustStore.AddRange(Read(file));
        return policy;
    }

    /// <inheritdoc cref="Policy"/>
    public static X509Certificate2Collection Read(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{file} is no PEM file of the authorities of registries: {e.Message}", e);
        }
    }
}
