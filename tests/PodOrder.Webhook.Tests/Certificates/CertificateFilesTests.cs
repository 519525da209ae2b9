using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PodOrder.Webhook.Certificates;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Certificates;

public sealed class CertificateFilesTests : IDisposable
{
    private static readonly TimeSpan _never = TimeSpan.FromHours(1);
    private readonly CertificateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Secret_that_is_mounted_anew_is_served_without_a_dropped_request()
    {
        _folder.Project(TestCertificate.Make("first"));
        await using var server = await StartAsync(_never);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(worker => AskUntilAsync(server, newConnections: worker % 2 == 0, stop.Token)).ToArray();

        for (var renewal = 0; renewal < 5; renewal++)
        {
            var next = TestCertificate.Make($"renewal {renewal}");
            _folder.Project(next);
            await ServedAsync(server, next);
        }
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(load), answered => Assert.True(answered > 0));
    }

    [Fact]
    public async Task A_key_that_comes_later_than_its_certificate_is_waited_for()
    {
        var first = TestCertificate.Make("first");
        var second = TestCertificate.Make("second");
        _folder.Write(first);
        await using var server = await StartAsync(poll: TimeSpan.FromMilliseconds(20));

        await File.WriteAllTextAsync(_folder.Paths.Certificate, second.Certificate);
        for (var i = 0; i < 20; i++)
            Assert.Equal(first.Fingerprint, await FingerprintAsync(server));
        await File.WriteAllTextAsync(_folder.Paths.Key, second.Key);

        await ServedAsync(server, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task A_bad_new_pair_leaves_the_old_one_serving_until_a_good_one_comes(string bad)
    {
        var first = TestCertificate.Make("first");
        var second = TestCertificate.Make("second");
        _folder.Write(first);
        await using var server = await StartAsync(_never);

        _folder.Write(second with { Certificate = bad });
        for (var i = 0; i < 20; i++)
            Assert.Equal(first.Fingerprint, await FingerprintAsync(server));
        await Eventually.HoldsAsync(async () => (await ReadyzAsync(server)).Contains($"A newer one is not served: {_folder.Paths.Certificate} and ", StringComparison.Ordinal));
        Assert.StartsWith("ok, the certificate expires at ", await ReadyzAsync(server));
        _folder.Write(second);

        await ServedAsync(server, second);
        await Eventually.HoldsAsync(async () => !(await ReadyzAsync(server)).Contains("newer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_comes_back_as_it_was_is_no_longer_complained_of()
    {
        var only = TestCertificate.Make("only");
        _folder.Write(only);
        await using var server = await StartAsync(poll: TimeSpan.FromMilliseconds(20));

        _folder.Remove();
        await Eventually.HoldsAsync(async () => (await ReadyzAsync(server)).Contains("cannot be read", StringComparison.Ordinal));
        _folder.Restore();
        _folder.Write(only);

        await Eventually.HoldsAsync(async () => !(await ReadyzAsync(server)).Contains("cannot be read", StringComparison.Ordinal));
        Assert.Equal(only.Fingerprint, await FingerprintAsync(server));
    }

    [Fact]
    public async Task An_expired_new_certificate_leaves_the_old_one_serving()
    {
        var first = TestCertificate.Make("first");
        _folder.Write(first);
        await using var server = await StartAsync(_never);

        _folder.Write(TestCertificate.Make("expired", expired: true));
        for (var i = 0; i < 20; i++)
            Assert.Equal(first.Fingerprint, await FingerprintAsync(server));
        var second = TestCertificate.Make("second");
        _folder.Write(second);

        await ServedAsync(server, second);
    }

    [Fact]
    public async Task A_folder_that_vanishes_and_comes_back_is_found_by_looking_and_watched_again()
    {
        _folder.Write(TestCertificate.Make("first"));
        await using var server = await StartAsync(poll: TimeSpan.FromMilliseconds(50));

        _folder.Remove();
        await server.AssertGoesOnServingAsync();
        _folder.Restore();
        var second = TestCertificate.Make("second");
        _folder.Write(second);
        await ServedAsync(server, second);
        var third = TestCertificate.Make("third");
        _folder.Write(third);

        await ServedAsync(server, third);
    }

    [Fact]
    public async Task Intermediates_are_sent_so_that_a_client_needs_the_root_alone()
    {
        var (leaf, root) = TestCertificate.MakeChain();
        _folder.Write(leaf);
        await using var server = await StartAsync(_never);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        trust.CustomTrustStore.Add(root);

        await using var tls = await server.HandshakeAsync(new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = trust,
            RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None,
        });

        Assert.True(tls.IsAuthenticated);
    }

    [Fact]
    public void A_missing_certificate_is_told_at_the_start()
    {
        var e = Assert.Throws<UnusableCertificateException>(() => PemPair.Read(_folder.Paths));
        Assert.StartsWith($"{_folder.Paths.Certificate} cannot be read: ", e.Message);
    }

    [Fact]
    public void A_key_of_another_certificate_is_told_at_the_start()
    {
        _folder.Write(TestCertificate.Make("one") with { Key = TestCertificate.Make("other").Key });
        var e = Assert.Throws<UnusableCertificateException>(() => PemPair.Read(_folder.Paths).Load());
        Assert.StartsWith($"{_folder.Paths.Certificate} and {_folder.Paths.Key} are no pair of a PEM certificate and its key: ", e.Message);
    }

    private Task<RunningServer> StartAsync(TimeSpan poll) =>
        RunningServer.StartAsync(RunningServer.Settings with { Certificate = _folder.Paths, CertificatePoll = poll });

    private static Task ServedAsync(RunningServer server, TestCertificate certificate) =>
        Eventually.HoldsAsync(async () => await FingerprintAsync(server) == certificate.Fingerprint);

    private static Task<string> ReadyzAsync(RunningServer server) => server.Client.GetStringAsync("/readyz");

    private static async Task<string> FingerprintAsync(RunningServer server)
    {
        await using var tls = await server.HandshakeAsync();
        return tls.RemoteCertificate!.GetCertHashString(HashAlgorithmName.SHA256);
    }

    private static async Task<int> AskUntilAsync(RunningServer server, bool newConnections, CancellationToken stop)
    {
        using var client = server.NewClient();
        var answered = 0;
        for (; !stop.IsCancellationRequested; answered++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/mutate") { Content = new StringContent(Review().ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.ConnectionClose = newConnections;
            Assert.True((bool?)(await (await client.SendAsync(request, CancellationToken.None)).ResponseAsync())["allowed"]);
        }
        return answered;
    }
}
