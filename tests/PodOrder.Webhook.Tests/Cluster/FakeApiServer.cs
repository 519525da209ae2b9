using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.Tests.Cluster;

/// <summary>
/// An API server in this process, over TLS and HTTP/2: objects by path with resourceVersions, lists by page, watches, JSON and merge patches.
/// It leaves out everything else: no schema, no defaults, no validation, no RBAC (<see cref="Instead"/> plays that), no server-side apply,
/// no selector but metadata.name. <see cref="RealApiServerTests"/> puts the same code to a real one.
/// </summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private const string Token = "sesame";
    private readonly TestCertificate _certificate = TestCertificate.Make("api server", "localhost");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podorder-");
    private readonly ConcurrentDictionary<HttpContext, CancellationTokenSource> _watches = [];
    private WebApplication? _application;

    private FakeApiServer()
    {
    }

    public ObjectStore Objects { get; } = new();

    /// <summary>Every request so far: method, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers in place of the server; false leaves the request to it.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>How many objects fit a page at most, whatever is asked for.</summary>
    public int LargestPage { get; set; } = int.MaxValue;

    public string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    public int Port { get; private set; }

    public int Watches => _watches.Count;

    public static async Task<FakeApiServer> StartAsync()
    {
        var server = new FakeApiServer();
        await server.UpAsync();
        await File.WriteAllTextAsync(server.Kubeconfig, server.KubeconfigTrusting(server._certificate));
        return server;
    }

    /// <summary>A kubeconfig that expects another certificate, or another host, than is there.</summary>
    public string KubeconfigTrusting(TestCertificate authority, string host = "localhost") => $$"""
        apiVersion: v1
        kind: Config
        current-context: it
        clusters:
        - name: it
          cluster: {server: "https://{{host}}:{{Port}}", certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.Certificate))}} }
        contexts:
        - name: it
          context: {cluster: it, user: it, namespace: podorder-system}
        users:
        - name: it
          user: {token: {{Token}} }
        """;

    /// <summary>It is there, for the first time or again, with the objects it had.</summary>
    public async Task UpAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, Port, l =>
            l.UseHttps(h => h.ServerCertificate = X509Certificate2.CreateFromPem(_certificate.Certificate, _certificate.Key))));
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        Port = new Uri(_application.Urls.Single()).Port;
    }

    /// <summary>It is away.</summary>
    public async Task DownAsync()
    {
        CutWatches();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application!.StopAsync(now.Token);
        await _application.DisposeAsync();
        _application = null;
    }

    public TestCertificate Certificate => _certificate;

    public ApiClient Client() => new(ApiAccess.Find(Kubeconfig), null, TimeProvider.System);

    /// <summary>Ends every watch in the middle of a line, as a proxy or a crash does.</summary>
    public void CutWatches()
    {
        foreach (var watch in _watches.Values)
            watch.Cancel();
    }

    /// <summary>Answers in place of the server as it would.</summary>
    public static async Task<bool> RefuseAsync(HttpContext context, int code, string reason, string message)
    {
        var status = new ObjectStore.Refusal(code, reason, message);
        context.Response.StatusCode = status.Code;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(status.Status);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await DownAsync();
        _folder.Delete(recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        context.Response.Headers.Date = Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        if (await Instead(context))
            return;
        try
        {
            if (context.Request.Headers.Authorization != "Bearer " + Token)
                throw new ObjectStore.Refusal(401, "Unauthorized", "Unauthorized");
            if (context.Request.Query["watch"] == "true")
                await WatchAsync(context);
            else
                await WriteAsync(context, await HandleAsync(context));
        }
        catch (ObjectStore.Refusal e)
        {
            await RefuseAsync(context, e.Code, (string)JsonNode.Parse(e.Status)!["reason"]!, e.Message);
        }
    }

    private async Task<JsonObject> HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (context.Request.Method == "GET")
            return Objects.Get(path) ?? (IsObject(path) ? throw new ObjectStore.Refusal(404, "NotFound", $"\"{path}\" not found") : List(context));
        if (context.Request.Method == "DELETE")
            return Objects.Delete(path);
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        return context.Request.Method switch
        {
            "POST" => Objects.Create($"{path}/{JsonNode.Parse(body)!["metadata"]!["name"]}", JsonNode.Parse(body)!.AsObject()),
            "PUT" => Objects.Update(path, JsonNode.Parse(body)!.AsObject()),
            "PATCH" => Objects.Patch(path, context.Request.ContentType!, body),
            _ => throw new ObjectStore.Refusal(405, "MethodNotAllowed", "the server does not allow this method"),
        };
    }

    // Collections have an even number of parts after /api/v1 or /apis/group/version, with namespaces/x and without.
    private static bool IsObject(string path)
    {
        var parts = path.Trim('/').Split('/')[(path.StartsWith("/apis/", StringComparison.Ordinal) ? 3 : 2)..];
        return parts.Length % 2 == 0;
    }

    private JsonObject List(HttpContext context)
    {
        var (all, version) = Objects.List(context.Request.Path.Value!);
        all = [.. all.Where(o => Matches(context, o))];
        var query = context.Request.Query;
        var start = query["continue"].FirstOrDefault() is { Length: > 0 } next ? int.Parse(next, CultureInfo.InvariantCulture) : 0;
        var size = Math.Min(LargestPage, int.Parse(query["limit"].FirstOrDefault() ?? "500", CultureInfo.InvariantCulture));
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString() };
        if (start + size < all.Count)
            metadata["continue"] = (start + size).ToString();
        return new JsonObject
        {
            ["kind"] = "List", ["apiVersion"] = "v1", ["metadata"] = metadata,
            ["items"] = new JsonArray([.. all.Skip(start).Take(size).Select(o => Shown(context, o))]),
        };
    }

    private async Task WatchAsync(HttpContext context)
    {
        var version = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        _ = Objects.Since(version, context.Request.Path.Value!);
        var cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        _watches[context] = cut;
        try
        {
            await context.Response.Body.FlushAsync();
            while (true)
            {
                var (events, reached, changed) = Objects.Since(version, context.Request.Path.Value!);
                foreach (var (type, thing) in events.Where(e => Matches(context, e.Object)))
                    await WriteLineAsync(context, type, Shown(context, thing));
                if (events.Count == 0 && reached > version)
                    await WriteLineAsync(context, "BOOKMARK", new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = reached.ToString() } });
                version = reached;
                await changed.WaitAsync(cut.Token);
            }
        }
        catch (ObjectStore.Refusal e)
        {
            await WriteLineAsync(context, "ERROR", JsonNode.Parse(e.Status)!.AsObject());
        }
        catch (OperationCanceledException)
        {
            // In the middle of a line, or the client has gone.
            context.Abort();
        }
        finally
        {
            _watches.TryRemove(context, out _);
        }
    }

    private static bool Matches(HttpContext context, JsonObject thing) =>
        context.Request.Query["fieldSelector"].FirstOrDefault() is not { } selector || selector == $"metadata.name={thing["metadata"]!["name"]}";

    private static JsonObject Shown(HttpContext context, JsonObject thing) =>
        context.Request.Headers.Accept.ToString().Contains("PartialObjectMetadata", StringComparison.Ordinal)
            ? new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = thing["metadata"]!.DeepClone() }
            : thing;

    private static async Task WriteAsync(HttpContext context, JsonObject thing)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(thing.ToJsonString()));
    }

    private static async Task WriteLineAsync(HttpContext context, string type, JsonObject thing)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["object"] = thing }.ToJsonString() + "\n"));
        await context.Response.Body.FlushAsync();
    }
}
