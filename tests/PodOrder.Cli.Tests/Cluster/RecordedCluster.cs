using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using PodOrder.Injection;

namespace PodOrder.Cli.Tests.Cluster;

/// <summary>
/// An API server that answers with recorded objects, a file each, and creates Pods as one with the webhook would: by the webhook's own core.
/// Commands in containers are forbidden, as they are to many users.
/// </summary>
internal sealed class RecordedCluster : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string _folder;

    private RecordedCluster(WebApplication server, string folder) => (_server, _folder) = (server, folder);

    /// <summary>A kubeconfig that leads to it.</summary>
    public string Kubeconfig { get; private set; } = "";

    public static async Task<RecordedCluster> StartAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var cluster = new RecordedCluster(server, folder);
        server.Run(cluster.AnswerAsync);
        await server.StartAsync();
        cluster.Kubeconfig = Path.GetTempFileName();
        await File.WriteAllTextAsync(cluster.Kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: recorded, cluster: {server: "{{server.Urls.Single()}}"} }]
            users: [{name: somebody, user: {token: secret} }]
            contexts: [{name: recorded, context: {cluster: recorded, user: somebody, namespace: shop} }]
            current-context: recorded
            """);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        File.Delete(Kubeconfig);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        if (context.Request.Headers.Authorization != "Bearer secret") return StatusAsync(context, 401, "Unauthorized");
        if (path.EndsWith("/exec", StringComparison.Ordinal)) return StatusAsync(context, 403, "pods \"build\" is forbidden: cannot create resource \"pods/exec\"");
        if (path.EndsWith("/selfsubjectaccessreviews", StringComparison.Ordinal)) return JsonAsync(context, 201, """{"status":{"allowed":true} }""");
        if (context.Request.Method == "POST" && context.Request.Query["dryRun"] == "All") return CreateAsync(context);

        var file = path.EndsWith("/log", StringComparison.Ordinal)
            ? Path.Combine(_folder, $"{path[..^4]}/log-{context.Request.Query["container"]}.txt")
            : Path.Combine(_folder, path + ".json");
        return File.Exists(file) ? context.Response.SendFileAsync(file) : StatusAsync(context, 404, $"{path} not found");
    }

    private async Task CreateAsync(HttpContext context)
    {
        using var pod = await JsonDocument.ParseAsync(context.Request.Body);
        // Without its webhook a cluster creates what it is given.
        if (!Directory.Exists(Path.Combine(_folder, "apis/admissionregistration.k8s.io")))
        {
            await JsonAsync(context, 201, pod.RootElement.GetRawText());
            return;
        }
        try
        {
            var result = PodInjector.Inject(pod.RootElement, new InjectionOptions("podorder-gate:0.1.0"));
            var tree = JsonNode.Parse(pod.RootElement.GetRawText())!;
            JsonSerializer.Deserialize<JsonPatchDocument>(result.PatchToUtf8())!.ApplyTo(tree);
            await JsonAsync(context, 201, tree.ToJsonString());
        }
        catch (RefusedException refused)
        {
            await StatusAsync(context, 400, $"admission webhook \"order.podorder.io\" denied the request: {refused.Message}");
        }
    }

    private static Task StatusAsync(HttpContext context, int code, string message) =>
        JsonAsync(context, code, new JsonObject { ["kind"] = "Status", ["code"] = code, ["message"] = message }.ToJsonString());

    private static Task JsonAsync(HttpContext context, int code, string json)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (code, "application/json");
        return context.Response.WriteAsync(json);
    }
}
