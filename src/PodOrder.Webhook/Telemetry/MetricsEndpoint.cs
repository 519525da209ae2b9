using Prometheus;

namespace PodOrder.Webhook.Telemetry;

/// <summary>Answers <c>/metrics</c> in the text format of Prometheus.</summary>
public sealed class MetricsEndpoint(CollectorRegistry registry, ServerMetrics server, RuntimeMetrics runtime)
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Answers one scrape.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = TextFormat;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        server.Refresh();
        runtime.Refresh();
        return registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }
}
