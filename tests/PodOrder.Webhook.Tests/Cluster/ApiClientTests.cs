using System.Text;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

public sealed class ApiClientTests : IAsyncLifetime
{
    private FakeApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(true, "localhost")]
    [InlineData(false, "127.0.0.1")]
    public async Task A_server_that_our_authorities_do_not_vouch_for_is_told_nothing(bool isOther, string host)
    {
        await File.WriteAllTextAsync(_server.Kubeconfig, _server.KubeconfigTrusting(isOther ? TestCertificate.Make("other", "localhost") : _server.Certificate, host));
        using var client = _server.Client();

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("version", CancellationToken.None));

        Assert.Equal($"the certificate of the API server at {host}:{_server.Port} is not to be trusted: it is another's, has expired, or none of the authorities that we were given vouches for it", e.Message);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("", "the API server answers 503 ServiceUnavailable")]
    [InlineData("<html>proxy</html>", "the API server answers 503 ServiceUnavailable: <html>proxy</html>")]
    [InlineData("[]", "the API server answers 503 : ")]
    [InlineData("""{"kind":"Status","reason":"Expired","message":"too old","code":410}""", "the API server answers 410 Expired: too old")]
    public async Task A_refusal_in_whatever_form_becomes_a_sentence(string body, string sentence)
    {
        _server.Instead = async context =>
        {
            context.Response.StatusCode = 503;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
            return true;
        };
        using var client = _server.Client();

        Assert.Equal(sentence, (await Assert.ThrowsAsync<ApiException>(() => client.GetAsync("version", CancellationToken.None))).Message);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_read_to_its_end()
    {
        var sent = 0L;
        _server.Instead = async context =>
        {
            for (var block = new byte[64 << 10]; !context.RequestAborted.IsCancellationRequested; sent += block.Length)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            return true;
        };
        using var client = _server.Client();

        Assert.Equal("the API server sends more than the 16 MiB that are read", (await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("version", CancellationToken.None))).Message);
        Assert.InRange(sent, 16 << 20, 64 << 20);
    }

    [Theory]
    [InlineData("v1", "secrets", "shop", "a b", null, "api/v1/namespaces/shop/secrets/a%20b")]
    [InlineData("v1", "namespaces", null, "shop", null, "api/v1/namespaces/shop")]
    [InlineData("podorder.io/v1alpha1", "podorderpolicies", null, null, null, "apis/podorder.io/v1alpha1/podorderpolicies")]
    [InlineData("podorder.io/v1alpha1", "podorderpolicies", null, "p", "status", "apis/podorder.io/v1alpha1/podorderpolicies/p/status")]
    public void Paths_are_those_of_the_API_server(string version, string plural, string? @namespace, string? name, string? subresource, string path) =>
        Assert.Equal(path, new ResourceType(version, plural).Path(@namespace, name, subresource));
}
