using System.Diagnostics;
using System.Globalization;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>`openssl s_server`: another TLS library than Kestrel's user sees, with whatever key and options a test names.</summary>
internal sealed class OpensslServer : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private OpensslServer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts one that answers each GET with a page about the connection.</summary>
    /// <param name="key">What `openssl req -newkey` is to make, such as <c>ed25519</c> or <c>ec -pkeyopt ec_paramgen_curve:P-521</c>.</param>
    /// <param name="options">Further options of `openssl s_server`.</param>
    public static async Task<OpensslServer> Start(string key, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("podorder-").FullName;
        var (keyFile, certificate) = (Path.Combine(folder, "key.pem"), Path.Combine(folder, "certificate.pem"));
        Tool.Run("/usr/bin/openssl", ["req", "-x509", "-noenc", "-newkey", .. key.Split(' '), "-keyout", keyFile, "-out", certificate, "-subj", "/CN=other.example"]);
        ProcessStartInfo start = new("openssl", ["s_server", "-accept", "127.0.0.1:0", "-key", keyFile, "-cert", certificate, "-www", .. options])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ACCEPT ", StringComparison.Ordinal))
                return new OpensslServer(process, folder, int.Parse(line.AsSpan(line.LastIndexOf(':') + 1), CultureInfo.InvariantCulture));
        }

        throw new InvalidOperationException($"openssl s_server {string.Join(' ', options)} did not start.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
