namespace PodOrder.Webhook;

/// <summary>Where a certificate is found.</summary>
/// <param name="Certificate">A PEM file: the certificate, then its intermediates.</param>
/// <param name="Key">A PEM file: the private key, unencrypted.</param>
public sealed record CertificatePaths(string Certificate, string Key);
