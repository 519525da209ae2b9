using System.Net;

namespace PodOrder.Webhook.Tests.Serving;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_running_server_is_healthy_and_ready(string path)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.Client.GetAsync(path);
        var head = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("ok", await answer.SentenceAsync());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task A_server_whose_certificate_has_expired_is_not_ready()
    {
        using var folder = new CertificateFolder();
        folder.Write(TestCertificate.Make("old", expired: true));
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { Certificate = folder.Paths });

        var answer = await server.Client.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith("The certificate has expired at ", await answer.SentenceAsync());
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/healthz")).StatusCode);
    }
}
