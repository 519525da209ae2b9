using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Webhook.Certificates;

/// <summary>A certificate and its key as they stand in their files.</summary>
/// <param name="Certificate">PEM: the certificate, then its intermediates.</param>
/// <param name="Key">PEM: the private key.</param>
/// <param name="Paths">Where they were found.</param>
internal sealed record PemPair(string Certificate, string Key, CertificatePaths Paths)
{
    /// <summary>Reads both files.</summary>
    /// <exception cref="UnusableCertificateException">One cannot be read.</exception>
    public static PemPair Read(CertificatePaths paths) => new(Read(paths.Certificate), Read(paths.Key), paths);

    /// <summary>Makes the pair ready to serve.</summary>
    /// <exception cref="UnusableCertificateException">It is malformed, or the key belongs to another certificate.</exception>
    public ServingCertificate Load()
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(Certificate);
            return new ServingCertificate(X509Certificate2.CreateFromPem(Certificate, Key), chain);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UnusableCertificateException($"{Paths.Certificate} and {Paths.Key} are no pair of a PEM certificate and its key: {e.Message}", e);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableCertificateException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
