using System.Security.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace PodOrder.Gate.Tests.Checks;

/// <summary>An https check is what `gate-tls` is for: the gate becomes it by itself. Like kubelet it believes any certificate.</summary>
public sealed class HttpsCheckTests
{
    [Theory]
    [InlineData("rsa")]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("expired")]
    [InlineData("not valid yet")]
    [InlineData("an authority's own")]
    public async Task It_passes_whatever_the_certificate_says(string certificate)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var shown = Certificates.Of(certificate);
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: shown, protocols: HttpProtocols.Http1AndHttp2);
        await Waiter.Opens(shared, $"https:{db.Port}/healthz", "--header=Host: db.example");
        var (path, headers) = db.Requests.First();
        Assert.Equal("/healthz", path);
        Assert.Equal("db.example", headers["Host"]);
        Assert.StartsWith("kube-probe/", headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa:4096")]
    [InlineData("rsa:1024", "-cipher", "DEFAULT:@SECLEVEL=0")]
    [InlineData("rsa-pss")]
    [InlineData("ed25519")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-521")]
    [InlineData("rsa:2048", "-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA")]
    [InlineData("rsa:2048", "-tls1_2", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305")]
    [InlineData("rsa:2048", "-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")]
    [InlineData("rsa:2048", "-tls1_3", "-groups", "P-521")]
    [InlineData("rsa:2048", "-legacy_renegotiation", "-no_ticket")]
    public async Task It_passes_with_every_key_and_cipher_that_kubelets_client_takes(string key, params string[] options)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var db = await OpensslServer.Start(key, options);
        await Waiter.Opens(shared, $"https:{db.Port}/");
    }

    [Theory]
    [InlineData("-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0")]
    [InlineData("-tls1_2", "-cipher", "AES128-SHA")]
    [InlineData("-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256")]
    public async Task It_fails_where_kubelets_client_would_not_speak_to_the_server(params string[] options)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var db = await OpensslServer.Start("rsa:2048", options);
        await Waiter.Waits(shared, $"https:{db.Port}/", "TLS");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task It_speaks_TLS_1_2_and_1_3_and_names_no_server_since_it_asks_an_address(SslProtocols protocol)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        List<string?> names = [];
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: certificate, tls: options =>
        {
            options.SslProtocols = protocol;
            options.ServerCertificateSelector = (_, name) =>
            {
                names.Add(name);
                return certificate;
            };
        });
        await Waiter.Opens(shared, $"https:{db.Port}/", "--header=Host: db.example");
        Assert.All(names, name => Assert.True(string.IsNullOrEmpty(name), name));
        Assert.NotEmpty(names);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_asks_for_a_certificate_gets_none_and_may_go_on(SslProtocols protocol)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("P-256");
        await using var db = await HttpServer.Start(HttpServer.Status(200), certificate: certificate, tls: options =>
        {
            options.SslProtocols = protocol;
            options.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        });
        await Waiter.Opens(shared, $"https:{db.Port}/");
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_server_that_insists_on_a_certificate_fails_with_its_own_reason(string version)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var db = await OpensslServer.Start("rsa:2048", version, "-Verify", "1");
        await Waiter.Waits(shared, $"https:{db.Port}/", "TLS refused by the server: ");
    }

    [Fact]
    public async Task A_status_is_told_as_over_plain_HTTP()
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var db = await HttpServer.Start(HttpServer.Status(503), certificate: certificate);
        await Waiter.Waits(shared, $"https:{db.Port}/", $"https {db.Port}/ 503");
    }

    [Theory]
    [InlineData("/there")]
    [InlineData("https://127.0.0.1:PORT/there")]
    public async Task A_redirect_on_the_same_host_is_followed(string location)
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var db = await HttpServer.Start(Redirect(location, 204), certificate: certificate);
        await Waiter.Opens(shared, $"https:{db.Port}/here");
        Assert.Equal(["/here", "/there"], db.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_redirect_to_another_host_passes_without_being_followed()
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var db = await HttpServer.Start(Redirect("https://no.such.host.example/", 500), certificate: certificate);
        await Waiter.Opens(shared, $"https:{db.Port}/here");
    }

    [Fact]
    public async Task A_redirect_to_the_clear_is_followed_too()
    {
        using var shared = SharedDirectory.WithTls("db", "web");
        using var certificate = Certificates.Of("rsa");
        await using var plain = await HttpServer.Start(HttpServer.Status(500));
        await using var db = await HttpServer.Start(Redirect($"http://127.0.0.1:{plain.Port}/there", 200), certificate: certificate);
        await Waiter.Waits(shared, $"https:{db.Port}/here", "500");
    }

    private static RequestDelegate Redirect(string location, int statusThere) => context =>
    {
        if (context.Request.Path == "/here")
            context.Response.Redirect(location.Replace("PORT", $"{context.Connection.LocalPort}", StringComparison.Ordinal));
        else
            context.Response.StatusCode = statusThere;
        return Task.CompletedTask;
    };
}
