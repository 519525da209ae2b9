using System.Diagnostics;
using Prometheus;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Admission;

/// <summary>Answers admission reviews: AdmissionReview in, AdmissionReview out.</summary>
public sealed class AdmissionEndpoint(BodyBudget budget, Capacity capacity, AdmissionMetrics metrics, ILogger<AdmissionEndpoint> log)
{
    /// <summary>Answers one request. Whatever goes wrong concerns this request alone.</summary>
    public async Task AnswerAsync(HttpContext context, Decision decide)
    {
        var begin = Stopwatch.GetTimestamp();
        var measures = metrics.Of(context.Request.Path.Value!);
        using var inFlight = measures.InFlight.TrackInProgress();
        using var deadline = new CancellationTokenSource(RequestTimeout.ForWork(context.Request.Query["timeout"]));
        try
        {
            using var place = capacity.Take();
            RequestMedia.RequireJson(context.Request);
            using var body = await RequestBody.ReadAsync(context.Request, budget, deadline.Token);
            var verdict = await AnswerAsync(context, decide, body, begin, deadline.Token);
            measures.Answered(verdict, Stopwatch.GetElapsedTime(begin));
        }
        catch (RejectedRequestException e)
        {
            await RejectAsync(context, measures, e);
        }
        catch (BadHttpRequestException e)
        {
            await RejectAsync(context, measures, new RejectedRequestException(e.StatusCode, RejectionReason.Incomplete, "The body breaks the rules of HTTP or broke off."));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            await RejectAsync(context, measures, TooLate());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            measures.ClientGone();
            log.ClientGone(context.Connection.Id);
        }
        catch (Exception e)
        {
            measures.Failed();
            log.Failed(e.GetType(), e.StackTrace, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            await PlainText.WriteAsync(context, StatusCodes.Status500InternalServerError, "The server failed on this request; its log tells more.");
        }
    }

    private async ValueTask<Verdict> AnswerAsync(HttpContext context, Decision decide, RequestBody body, long begin, CancellationToken deadline)
    {
        using var turn = await capacity.TakeToParseAsync(body.Memory.Length, deadline);
        if (deadline.IsCancellationRequested)
            throw TooLate();

        using var review = StrictJson.Parse(body.Memory);
        var request = AdmissionRequest.Read(review.RootElement);
        var verdict = await decide(request, deadline);

        context.Response.ContentType = "application/json";
        // Not flushed: Kestrel sends it together with its end, when all is given back and counted.
        ReviewWriter.Write(context.Response.BodyWriter, request.Uid, verdict);
        Report(request, verdict, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        return verdict;
    }

    private void Report(in AdmissionRequest request, Verdict verdict, double milliseconds)
    {
        var (space, name, uid) = (Short(request.Namespace), Short(request.Name), Short(request.Uid));
        if (verdict.Refusal is { } refusal)
            log.Refused(refusal.Reason, space, name, uid, milliseconds);
        else
            log.Allowed(verdict.Outcome, space, name, uid, verdict.Patch.Length, milliseconds);
    }

    // No name is longer, but a stranger's may be.
    private static string Short(string text) => text.Length <= AdmissionLimits.MaxNameLength ? text : text[..AdmissionLimits.MaxNameLength] + "…";

    private Task RejectAsync(HttpContext context, PathMetrics measures, RejectedRequestException rejected)
    {
        measures.Rejected(rejected.Reason);
        log.Rejected(rejected.Reason, rejected.Status);
        return PlainText.WriteAsync(context, rejected.Status, rejected.Message);
    }

    private static RejectedRequestException TooLate() =>
        new(StatusCodes.Status503ServiceUnavailable, RejectionReason.Busy, "The time the request allows was over before its answer was made.");
}
