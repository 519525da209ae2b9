using System.Runtime.InteropServices;

namespace PodOrder.Webhook.Tests;

/// <summary>A folder with a certificate and its key, written as kubelet writes a mounted Secret or as a person does.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-");
    private int _version;

    public CertificatePaths Paths => new(Path.Combine(_folder.FullName, "tls.crt"), Path.Combine(_folder.FullName, "tls.key"));

    /// <summary>Two plain files, the certificate first.</summary>
    public void Write(TestCertificate certificate)
    {
        File.WriteAllText(Paths.Certificate, certificate.Certificate);
        File.WriteAllText(Paths.Key, certificate.Key);
    }

    /// <summary>kubelet's atomic writer: a new folder, then a rename of the link that all names lead through.</summary>
    public void Project(TestCertificate certificate)
    {
        var version = Path.Combine(_folder.FullName, $"..v{++_version}");
        Directory.CreateDirectory(version);
        File.WriteAllText(Path.Combine(version, "tls.crt"), certificate.Certificate);
        File.WriteAllText(Path.Combine(version, "tls.key"), certificate.Key);
        var link = Path.Combine(_folder.FullName, "..data_tmp");
        File.CreateSymbolicLink(link, Path.GetFileName(version));
        // File.Move follows the link.
        Assert.Equal(0, Rename(link, Path.Combine(_folder.FullName, "..data")));
        foreach (var name in (string[])["tls.crt", "tls.key"])
        {
            if (!File.Exists(Path.Combine(_folder.FullName, name)))
                File.CreateSymbolicLink(Path.Combine(_folder.FullName, name), Path.Combine("..data", name));
        }
    }

    /// <summary>The folder is gone.</summary>
    public void Remove() => _folder.Delete(recursive: true);

    /// <summary>The folder is there again, another one.</summary>
    public void Restore() => _folder.Create();

    public void Dispose()
    {
        if (Directory.Exists(_folder.FullName))
            Remove();
    }

    [DllImport("libc", EntryPoint = "rename", CharSet = CharSet.Ansi)]
    private static extern int Rename(string from, string to);
}
