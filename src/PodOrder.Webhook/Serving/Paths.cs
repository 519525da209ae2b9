using Microsoft.AspNetCore.Connections.Features;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Serving;

/// <summary>The server's paths. They are few enough that a switch is the router.</summary>
public sealed class Paths(AdmissionEndpoint admission, Decisions decisions, Health health, MetricsEndpoint metrics, Drain drain)
{
    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var place = context.Features.Get<IdleConnections.Place>();
        place?.BeginRequest();
        try
        {
            await RouteAsync(context);
        }
        finally
        {
            place?.EndRequest();
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        // While draining, each answer asks its connection to close, so that kept-alive clients leave before the listener does.
        if (drain.HasBegun)
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

        if (!context.Request.IsHttps)
            return AnswerPlainAsync(context);

        return context.Request.Path.Value switch
        {
            "/mutate" => Review(context, decisions.Mutate),
            "/validate" => Review(context, decisions.Validate),
            "/validate-workloads" => Review(context, decisions.ValidateWorkloads),
            "/healthz" => Get(context, Health.AnswerLiveAsync),
            "/readyz" => Get(context, health.AnswerReadyAsync),
            _ => PlainText.WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here; this server has /mutate, /validate, /validate-workloads, /healthz and /readyz."),
        };
    }

    // The port of the metrics is the one without TLS.
    private Task AnswerPlainAsync(HttpContext context) => context.Request.Path == "/metrics"
        ? Get(context, metrics.AnswerAsync)
        : PlainText.WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here; this port has /metrics.");

    private Task Review(HttpContext context, Decision decide) =>
        HttpMethods.IsPost(context.Request.Method) ? admission.AnswerAsync(context, decide) : NotAllowed(context, "POST");

    private static Task Get(HttpContext context, RequestDelegate answer) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? answer(context) : NotAllowed(context, "GET, HEAD");

    private static Task NotAllowed(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return PlainText.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $"{context.Request.Path} takes {allowed}.");
    }
}
