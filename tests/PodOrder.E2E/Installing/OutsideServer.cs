using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PodOrder.E2E.Installing;

/// <summary>The server as a process on this machine, called by URL: for clusters that get no image.</summary>
internal sealed class OutsideServer : IAsyncDisposable
{
    private readonly Process _process;

    private OutsideServer(Process process) => _process = process;

    public static async Task<OutsideServer> StartAsync()
    {
        var port = FreePort();
        await Commands.SucceedsAsync("helm",
        [
            "upgrade", "--install", "podorder", Repository.PathOf("deploy/helm"), "--namespace", Release.Namespace, "--create-namespace",
            "--set", $"webhook.url=https://{Target.Host}:{port}",
        ]);
        var process = Commands.Start(Repository.PathOf("out/linux-x64/podorder-webhook"),
        [
            $"--port={port}", "--metrics-port=0", "--log-level=warn", $"--gate-image=ghcr.io/podorder/podorder-gate:{Release.Version}", "--gate-image-pull-policy=IfNotPresent",
            $"--kubeconfig={Environment.GetEnvironmentVariable("KUBECONFIG")}", $"--namespace={Release.Namespace}",
            "--tls-secret=podorder-webhook-ca", $"--tls-dns-name={Target.Host}", "--webhook-configuration=podorder", "--policies",
        ]);
        var server = new OutsideServer(process);
        var said = server.SaidAsync();
        await Eventually.HoldsAsync(async () =>
        {
            Assert.False(process.HasExited, $"The server has ended: {(process.HasExited ? await said : "")}");
            return await Release.ServesAsync();
        });
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<string> SaidAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        return await _process.StandardOutput.ReadToEndAsync(CancellationToken.None) + await errors;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
