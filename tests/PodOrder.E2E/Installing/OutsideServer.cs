using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace PodOrder.E2E.Installing;

/// <summary>The server as a process on this machine, called by URL: for clusters that get no image.</summary>
internal sealed class OutsideServer : IAsyncDisposable
{
    private readonly Process _process;

    private OutsideServer(Process process) => _process = process;

    public static async Task<OutsideServer> StartAsync()
    {
        var port = FreePort();
        var version = typeof(OutsideServer).Assembly.GetName().Version!.ToString(3);
        var process = Commands.Start(Repository.PathOf("out/linux-x64/podorder-webhook"),
            [$"--port={port}", $"--gate-image=ghcr.io/podorder/podorder-gate:{version}", "--gate-image-pull-policy=IfNotPresent", "--log-level=warn"]);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var server = new OutsideServer(process);
        var certificate = "";
        await Eventually.HoldsAsync(async () => (certificate = await CertificateAsync(port)) != "");
        await Commands.SucceedsAsync("helm",
        [
            "upgrade", "--install", "podorder", Repository.PathOf("deploy/helm"), "--namespace", Release.Namespace, "--create-namespace",
            "--set", $"webhook.url=https://{Target.Host}:{port}",
        ]);
        foreach (var kind in (string[])["mutatingwebhookconfiguration", "validatingwebhookconfiguration"])
        {
            var webhooks = JsonNode.Parse(await Commands.KubectlAsync("get", kind, "podorder", "--output=json"))!["webhooks"]!.AsArray();
            var patch = new JsonArray([.. webhooks.Select((_, index) => new JsonObject
            {
                ["op"] = "add",
                ["path"] = $"/webhooks/{index}/clientConfig/caBundle",
                ["value"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(certificate)),
            })]);
            await Commands.KubectlAsync("patch", kind, "podorder", "--type=json", $"--patch={patch.ToJsonString()}");
        }
        await Release.IsServingAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> CertificateAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
            await tls.AuthenticateAsClientAsync("localhost");
            return new X509Certificate2(tls.RemoteCertificate!).ExportCertificatePem();
        }
        catch (SocketException)
        {
            return ""; // not listening yet
        }
    }
}
