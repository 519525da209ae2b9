using PodOrder.Webhook.Certificates;

namespace PodOrder.Webhook.Serving;

/// <summary>Answers the probes: <c>/healthz</c> for whether to restart the server, <c>/readyz</c> for whether to send it requests.</summary>
public sealed class Health(ICertificateSource certificates, Drain drain, TimeProvider time)
{
    /// <summary>A server that can answer is alive.</summary>
    public static Task AnswerLiveAsync(HttpContext context) => PlainText.WriteAsync(context, StatusCodes.Status200OK, "ok");

    /// <summary>It is ready unless it is draining, or no client would accept its certificate.</summary>
    public Task AnswerReadyAsync(HttpContext context)
    {
        var expires = certificates.Current.NotAfter;
        if (drain.HasBegun)
            return PlainText.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The server is shutting down.");
        return expires <= time.GetUtcNow()
            ? PlainText.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"The certificate has expired at {expires:u}.")
            : PlainText.WriteAsync(context, StatusCodes.Status200OK, $"ok, the certificate expires at {expires:u}");
    }
}
