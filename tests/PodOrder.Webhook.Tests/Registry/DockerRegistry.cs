using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>Debian's docker-registry on a free loopback port, its images in a folder of its own.</summary>
internal sealed class DockerRegistry : IDisposable
{
    public const string User = "puller", Password = "s3cret-pass";

    // bcrypt, the one kind that the registry takes.
    private const string Htpasswd = "puller:$2y$05$abcdefghijklmnopqrstuuV7fpPozvyqJfnY19y0802WTlXUm6Rjy\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-registry-");
    private Process? _process;

    /// <summary>The host as images name it.</summary>
    public string Host { get; private set; } = "";

    public static async Task<DockerRegistry> StartAsync(bool asksForPassword = false, TestCertificate? certificate = null)
    {
        var registry = new DockerRegistry();
        var port = FreePort();
        registry.Host = $"localhost:{port}";
        registry._process = Process.Start(new ProcessStartInfo(Tools.Find("docker-registry")!, ["serve", registry.Configure(port, asksForPassword, certificate)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        registry._process.OutputDataReceived += (_, _) => { };
        registry._process.BeginOutputReadLine();
        registry._process.ErrorDataReceived += (_, _) => { };
        registry._process.BeginErrorReadLine();
        await Eventually.HoldsAsync(() => registry.IsListening(port));
        return registry;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Configure(int port, bool asksForPassword, TestCertificate? certificate)
    {
        var file = (string name) => Path.Combine(_folder.FullName, name);
        var text = $"version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {file("images")}}}}}\nhttp:\n  addr: 127.0.0.1:{port}\n";
        if (certificate is not null)
        {
            File.WriteAllText(file("tls.crt"), certificate.Certificate);
            File.WriteAllText(file("tls.key"), certificate.Key);
            text += $"  tls: {{certificate: {file("tls.crt")}, key: {file("tls.key")}}}\n";
        }
        if (asksForPassword)
        {
            File.WriteAllText(file("htpasswd"), Htpasswd);
            text += $"auth: {{htpasswd: {{realm: test, path: {file("htpasswd")}}}}}\n";
        }
        File.WriteAllText(file("config.yml"), text);
        return file("config.yml");
    }

    private bool IsListening(int port)
    {
        Assert.False(_process!.HasExited, "docker-registry ended at once.");
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
