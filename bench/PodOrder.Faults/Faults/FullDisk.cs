namespace PodOrder.Faults.Faults;

/// <summary>No space left for the log, nor for a new certificate.</summary>
internal sealed class FullDisk : Fault
{
    private const int Requests = 500;

    public override string Name => "disk full";

    public override string What => "the log goes to /dev/full, where every write fails with ENOSPC; the certificate's files are left empty, then half written, as a writer without space leaves them";

    public override async Task<Finding> HappenAsync(FaultScale scale)
    {
        using var folder = new CertificateFiles();
        folder.Write();
        using var server = await Server.StartAsync("/dev/full", null, folder.Flags);
        using var good = new GoodRequests(server.Port);
        var (certificate, key) = folder.Content;
        (string Certificate, string Key)[] halves = [("", ""), (certificate[..(certificate.Length / 2)], key), (certificate, key[..(key.Length / 2)]), (certificate, "")];
        foreach (var half in halves)
        {
            folder.Write(half.Certificate, half.Key);
            await Task.Delay(200);
            for (var i = 0; i < Requests / halves.Length; i++)
                await good.AskAsync();
            // A handshake of its own: the old certificate is the one that is served.
            using var anew = new GoodRequests(server.Port);
            await anew.AskAsync();
        }
        await server.MustBeSoundAsync();
        return new Finding($"{Requests} requests, {halves.Length} broken certificates", "every request answered, new handshakes with the old certificate; nothing is written anywhere but the log, which loses its lines");
    }
}
