using PodOrder.Hints;

namespace PodOrder.Webhook.Admission;

/// <summary>How long the API server waits for an answer, as it says in <c>?timeout=</c>.</summary>
public static class RequestTimeout
{
    /// <summary>
    /// The time of a query value, at most <see cref="AdmissionLimits.MaxTimeout"/>; the default where there is
    /// none or it does not parse, since it is an offer, not a demand.
    /// </summary>
    public static TimeSpan Of(string? value)
    {
        if (Duration.Read(value ?? "") is not { } timeout || timeout == TimeSpan.Zero)
            return AdmissionLimits.DefaultTimeout;
        return timeout < AdmissionLimits.MaxTimeout ? timeout : AdmissionLimits.MaxTimeout;
    }

    /// <summary>
    /// How long the server works on an answer: a fifth is left for what happens before and after. The API server rounds the
    /// time that is left up to whole seconds (mutating/dispatcher.go), so it may give up before it said.
    /// </summary>
    public static TimeSpan ForWork(string? value) => 0.8 * Of(value);
}
