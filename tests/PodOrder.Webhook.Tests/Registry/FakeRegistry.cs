using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>A registry that serves what it is told, and misbehaves where it is told to.</summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json", IndexType = "application/vnd.oci.image.index.v1+json";
    public const string ConfigType = "application/vnd.oci.image.config.v1+json";

    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> _served = new();
    private readonly WebApplication _application;

    private FakeRegistry(WebApplication application) => _application = application;

    /// <summary>Every request so far: method, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers in place of the registry; false leaves the request to it.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public string Host { get; private set; } = "";

    public static async Task<FakeRegistry> StartAsync(IPAddress? address = null, TestCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(address ?? IPAddress.Loopback, 0, l =>
        {
            if (certificate is null)
                return;
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate.Certificate);
            l.UseHttps(h => (h.ServerCertificate, h.ServerCertificateChain) = (X509Certificate2.CreateFromPem(certificate.Certificate, certificate.Key), chain));
        }));
        var application = builder.Build();
        var registry = new FakeRegistry(application);
        application.Run(registry.AnswerAsync);
        await application.StartAsync();
        var uri = new Uri(application.Urls.Single());
        registry.Host = certificate is null ? uri.Authority : $"localhost:{uri.Port}";
        return registry;
    }

    /// <summary>Serves an image at team/web; its digest.</summary>
    public string PutImage(string tag, params string[] entrypoint)
    {
        var words = string.Join(",", entrypoint.Select(e => $"\"{e}\""));
        return PutImageOf(tag, Encoding.UTF8.GetBytes($$$"""{"os":"linux","config":{"Entrypoint":[{{{words}}}]}}"""));
    }

    /// <summary>Serves an image with this configuration.</summary>
    public string PutImageOf(string tag, byte[] config)
    {
        var digest = ContentDigest.Of(config);
        _served[$"blobs/{digest}"] = ("application/octet-stream", config);
        return PutManifest(tag, ManifestType, $$$"""{"schemaVersion":2,"config":{"mediaType":"{{{ConfigType}}}","digest":"{{{digest}}}"},"layers":[]}""");
    }

    /// <summary>Serves a manifest under a tag and its digest.</summary>
    public string PutManifest(string tag, string type, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var digest = ContentDigest.Of(content).ToString();
        _served[$"manifests/{digest}"] = _served[$"manifests/{tag}"] = (type, content);
        return digest;
    }

    public int Count(string part) => Requests.Count(r => r.Contains(part, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (await Instead(context))
            return;
        var path = context.Request.Path.Value!;
        if (!path.StartsWith("/v2/team/web/", StringComparison.Ordinal) || !_served.TryGetValue(path["/v2/team/web/".Length..], out var found))
        {
            context.Response.StatusCode = 404;
            return;
        }
        context.Response.ContentType = found.Type;
        context.Response.ContentLength = found.Content.Length;
        context.Response.Headers["Docker-Content-Digest"] = ContentDigest.Of(found.Content).ToString();
        if (context.Request.Method != "HEAD")
            await context.Response.Body.WriteAsync(found.Content);
    }
}
