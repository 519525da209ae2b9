using PodOrder.Webhook.Certificates;

namespace PodOrder.Webhook.Serving;

/// <summary>Answers the probes: <c>/healthz</c> for whether to restart the server, <c>/readyz</c> for whether to send it requests.</summary>
public sealed class Health(ICertificateSource certificates, IEnumerable<IReadiness> parts, Drain drain, TimeProvider time)
{
    /// <summary>A server that can answer is alive.</summary>
    public static Task AnswerLiveAsync(HttpContext context) => PlainText.WriteAsync(context, StatusCodes.Status200OK, "ok");

    /// <summary>
    /// It is ready unless it is draining, no client would accept its certificate, or a part says that it is not. What is
    /// amiss without keeping it from answering is told all the same.
    /// </summary>
    public Task AnswerReadyAsync(HttpContext context)
    {
        var expires = certificates.Current.NotAfter;
        if (drain.HasBegun)
            return PlainText.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The server is shutting down.");
        if (expires <= time.GetUtcNow())
            return PlainText.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"The certificate has expired at {expires:u}.");
        var said = parts.Select(part => part.Now).Where(now => now.Sentence is not null).ToList();
        var isReady = said.TrueForAll(now => now.IsReady);
        var sentences = string.Join(' ', said.OrderBy(now => now.IsReady).Select(now => now.Sentence));
        return isReady
            ? PlainText.WriteAsync(context, StatusCodes.Status200OK, $"ok, the certificate expires at {expires:u}{(sentences.Length == 0 ? "" : ". ")}{sentences}")
            : PlainText.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, sentences);
    }
}
