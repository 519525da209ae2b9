using System.Security.Cryptography.X509Certificates;

namespace PodOrder.Webhook.Tests.Certificates;

public sealed class MadeCertificateTests
{
    [Fact]
    public async Task Without_configuration_the_server_makes_a_certificate_for_its_service_and_for_localhost()
    {
        await using var server = await RunningServer.StartAsync();
        await using var tls = await server.HandshakeAsync();

        using var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(X509ContentType.Cert));
        Assert.All(["localhost", "127.0.0.1", "::1", "podorder-webhook.podorder-system.svc"], name => Assert.True(certificate.MatchesHostname(name), name));
        Assert.Equal("ECC", certificate.PublicKey.Oid.FriendlyName);
        Assert.InRange(certificate.NotAfter, DateTime.Now.AddDays(364), DateTime.Now.AddDays(366));
    }

    [Fact]
    public async Task Each_server_makes_its_own()
    {
        await using var one = await RunningServer.StartAsync();
        await using var other = await RunningServer.StartAsync();
        await using var toOne = await one.HandshakeAsync();
        await using var toOther = await other.HandshakeAsync();

        Assert.NotEqual(toOne.RemoteCertificate!.GetCertHashString(), toOther.RemoteCertificate!.GetCertHashString());
    }
}
