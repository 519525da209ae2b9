namespace PodOrder.Webhook.Serving;

/// <summary>Something that <c>/readyz</c> speaks of.</summary>
public interface IReadiness
{
    /// <summary>How it is at this moment.</summary>
    Readiness Now { get; }
}
