using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PodOrder.Faults.Faults;

/// <summary>The mounted Secret is gone, and comes back as another.</summary>
internal sealed class VanishingCertificate : Fault
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    public override string Name => "certificate gone";

    public override string What => "the certificate's directory is deleted under requests on new connections; then it is there again with another certificate";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var folder = new CertificateFiles();
        folder.Write();
        using var server = await Server.StartAsync(folder.Flags);
        using var good = new GoodRequests(server.Port);

        folder.Vanish();
        // Longer than the 10 s after which the server looks without being told.
        var times = await good.AskDuringAsync(HandshakeForAsync(server.Port, TimeSpan.FromSeconds(scale.IsQuick ? 3 : 12)));
        var replacement = folder.Write();
        var begin = Stopwatch.GetTimestamp();
        while (await ServedAsync(server.Port) != replacement)
        {
            if (Stopwatch.GetElapsedTime(begin) > _longest)
                throw new FaultException($"The new certificate was not served after {_longest.TotalSeconds} s.");
            await Task.Delay(100);
        }
        await server.MustBeSoundAsync();
        return new Finding("once", $"the old certificate was served on; {GoodRequests.Summary(times)}; the new one was served {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s after it was there");
    }

    private static async Task HandshakeForAsync(int port, TimeSpan time)
    {
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time; await Task.Delay(50))
            await ServedAsync(port);
    }

    private static async Task<string> ServedAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        return tls.RemoteCertificate!.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
