using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PodOrder.Webhook.Serving;
using static PodOrder.Webhook.Tests.Reviews;

namespace PodOrder.Webhook.Tests.Serving;

public sealed class ConnectionTests
{
    [Fact]
    public async Task One_connection_serves_one_review_after_another_and_survives_rejections()
    {
        await using var server = await RunningServer.StartAsync();
        var connections = 0;
        using var client = server.NewClient(new SocketsHttpHandler { ConnectCallback = async (context, _) =>
        {
            Interlocked.Increment(ref connections);
            return new System.Net.Sockets.NetworkStream(await server.ConnectAsync(), ownsSocket: true);
        } });

        for (var i = 0; i < 20; i++)
        {
            using var content = new StringContent(i % 2 == 0 ? Review().ToJsonString() : "{", Encoding.UTF8, "application/json");
            var answer = await client.PostAsync("/mutate", content);
            Assert.Equal(i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task HTTP_2_is_served_many_reviews_at_a_time()
    {
        await using var server = await RunningServer.StartAsync();
        using var client = server.NewClient();
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            client.PostAsync("/mutate", new StringContent(Review().ToJsonString(), Encoding.UTF8, "application/json"))));

        foreach (var answer in answers)
        {
            Assert.Equal(HttpVersion.Version20, answer.Version);
            Assert.True((bool?)(await answer.ResponseAsync())["allowed"]);
        }
    }

    [Fact]
    public async Task A_chunked_body_is_read_whole()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mutate") { Content = new StringContent(Review().ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        Assert.True((bool?)(await (await server.Client.SendAsync(request)).ResponseAsync())["allowed"]);
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_in_time_is_answered_with_408()
    {
        await using var server = await RunningServer.StartAsync();
        await using var tls = await server.HandshakeAsync();

        await tls.WriteAsync("POST /mutate?timeout=200ms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        var answer = await ReadToAsync(tls, "The body did not arrive within the time the request allows.\n");

        Assert.StartsWith("HTTP/1.1 408 ", answer);
        await server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_malformed_chunk_is_answered_with_400()
    {
        await using var server = await RunningServer.StartAsync();
        await using var tls = await server.HandshakeAsync();

        await tls.WriteAsync("POST /mutate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"u8.ToArray());
        var answer = await ReadToEndAsync(tls);

        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("The body breaks the rules of HTTP or broke off.", answer);
        await server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_costs_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var tls = await server.HandshakeAsync();
            await tls.WriteAsync("POST /mutate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
            tls.Dispose();
        }

        await Eventually.HoldsAsync(() => server.Budget.Held == 0);
        await server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task Connections_that_say_nothing_are_closed_and_hold_up_nobody()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Settings with { Patience = TimeSpan.FromSeconds(1) });
        var silent = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.ConnectAsync()));
        await using var halfHeader = await server.HandshakeAsync();
        await halfHeader.WriteAsync("POST /mutate HTTP/1.1\r\nHost: local"u8.ToArray());

        await server.AssertGoesOnServingAsync();

        foreach (var socket in silent)
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
            socket.Dispose();
        }
        Assert.StartsWith("HTTP/1.1 408 ", await ReadToEndAsync(halfHeader));
        await server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task Beyond_the_bound_of_idle_connections_the_one_goes_that_is_idle_the_longest_and_whoever_asks_is_answered()
    {
        await using var server = await RunningServer.StartAsync(replace: services => services.Replace(ServiceDescriptor.Singleton(new IdleConnections(most: 10))));
        await server.AssertGoesOnServingAsync();
        var first = await server.ConnectAsync();
        var others = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 10; i++)
        {
            others.Add(await server.ConnectAsync());
            // This one is used between, and so is never the one.
            await server.AssertGoesOnServingAsync();
        }

        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => first.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.True(server.Application.Services.GetRequiredService<IdleConnections>().Count <= 10);
        first.Dispose();
        others.ForEach(socket => socket.Dispose());
        await server.AssertGoesOnServingAsync();
        await Eventually.HoldsAsync(() => server.Application.Services.GetRequiredService<IdleConnections>().Count == 1);
    }

    [Fact]
    public async Task A_request_that_is_no_HTTP_concerns_its_connection_alone()
    {
        await using var server = await RunningServer.StartAsync();
        await using var tls = await server.HandshakeAsync();

        await tls.WriteAsync("\x16\x03\x01 hello\r\n\r\n"u8.ToArray());

        Assert.StartsWith("HTTP/1.1 400 ", await ReadToEndAsync(tls));
        await server.AssertGoesOnServingAsync();
    }

    [Fact]
    public async Task Headers_beyond_16_KiB_are_rejected_with_431()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("X-Long", new string('x', 17 * 1024));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await server.Client.SendAsync(request)).StatusCode);
        await server.AssertGoesOnServingAsync();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task TLS_1_2_and_1_3_are_spoken_with_forward_secret_ciphers(SslProtocols protocol)
    {
        await using var server = await RunningServer.StartAsync();
        await using var tls = await server.HandshakeAsync(new SslClientAuthenticationOptions { EnabledSslProtocols = protocol });

        Assert.Equal(protocol, tls.SslProtocol);
        var suite = tls.NegotiatedCipherSuite.ToString();
        Assert.True(suite.StartsWith("TLS_ECDHE_", StringComparison.Ordinal) || protocol == SslProtocols.Tls13, suite);
    }

    [Fact]
    public async Task TLS_1_1_is_not_spoken()
    {
        await using var server = await RunningServer.StartAsync();
#pragma warning disable SYSLIB0039, CA5397 // That it is obsolete is the point.
        var old = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls11 };
#pragma warning restore SYSLIB0039, CA5397

        await Assert.ThrowsAnyAsync<Exception>(() => server.HandshakeAsync(old));
        await server.AssertGoesOnServingAsync();
    }

    private static async Task<string> ReadToAsync(Stream stream, string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.True(read > 0, $"The connection was closed after '{text}'.");
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        return text.ToString();
    }

    private static async Task<string> ReadToEndAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
