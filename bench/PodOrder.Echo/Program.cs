using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using PodOrder.Webhook.Certificates;

// The yardstick: the same HTTP server and the same TLS (P-256, one options object for all handshakes) with nothing behind it.
//   podorder-echo PORT
SystemTrust.LeaveUnread();
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture), listen =>
    {
        var tls = Tls();
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls) });
    });
});
var echo = builder.Build();
echo.Run(AnswerAsync);
await echo.RunAsync();

static async Task AnswerAsync(HttpContext context)
{
    var reader = context.Request.BodyReader;
    var read = await reader.ReadAsync();
    while (!read.IsCompleted)
    {
        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        read = await reader.ReadAsync();
    }
    context.Response.ContentType = "application/json";
    foreach (var part in read.Buffer)
        context.Response.BodyWriter.Write(part.Span);
    reader.AdvanceTo(read.Buffer.End);
}

static SslServerAuthenticationOptions Tls()
{
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    var leaf = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    return new SslServerAuthenticationOptions
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [], offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
