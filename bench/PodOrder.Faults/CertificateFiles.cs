using PodOrder.Webhook.Tests;

namespace PodOrder.Faults;

/// <summary>A folder with the certificate that a server is told to serve.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-tls-");

    /// <summary>The flags that name it.</summary>
    public string[] Flags => [$"--tls-cert={Certificate}", $"--tls-key={Key}"];

    /// <summary>What is in the two files.</summary>
    public (string Certificate, string Key) Content => (File.ReadAllText(Certificate), File.ReadAllText(Key));

    private string Certificate => Path.Combine(_folder.FullName, "tls.crt");

    private string Key => Path.Combine(_folder.FullName, "tls.key");

    /// <summary>Puts a new certificate there; its SHA-256. The folder is made where it is gone.</summary>
    public string Write()
    {
        _folder.Create();
        var made = TestCertificate.Make("fault");
        Write(made.Certificate, made.Key);
        return made.Fingerprint;
    }

    public void Write(string certificate, string key)
    {
        File.WriteAllText(Certificate, certificate);
        File.WriteAllText(Key, key);
    }

    /// <summary>The folder is gone.</summary>
    public void Vanish() => _folder.Delete(recursive: true);

    public void Dispose()
    {
        _folder.Refresh();
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }
}
