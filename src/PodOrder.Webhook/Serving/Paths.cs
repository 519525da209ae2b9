using Microsoft.AspNetCore.Connections.Features;
using PodOrder.Webhook.Admission;

namespace PodOrder.Webhook.Serving;

/// <summary>The server's paths. They are few enough that a switch is the router.</summary>
public sealed class Paths(AdmissionEndpoint admission, Health health, Drain drain)
{
    /// <summary>Answers one request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        // While draining, each answer asks its connection to close, so that kept-alive clients leave before the listener does.
        if (drain.HasBegun)
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

        return context.Request.Path.Value switch
        {
            "/mutate" => Post(context, admission.AnswerAsync),
            "/healthz" => Get(context, Health.AnswerLiveAsync),
            "/readyz" => Get(context, health.AnswerReadyAsync),
            _ => PlainText.WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here; this server has /mutate, /healthz and /readyz."),
        };
    }

    private static Task Post(HttpContext context, RequestDelegate answer) =>
        HttpMethods.IsPost(context.Request.Method) ? answer(context) : NotAllowed(context, "POST");

    private static Task Get(HttpContext context, RequestDelegate answer) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? answer(context) : NotAllowed(context, "GET, HEAD");

    private static Task NotAllowed(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return PlainText.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $"{context.Request.Path} takes {allowed}.");
    }
}
