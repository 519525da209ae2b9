namespace PodOrder.Webhook.Serving;

/// <summary>Whether something keeps the server from being sent requests, and what there is to say of it.</summary>
/// <param name="IsReady">False keeps requests away: only for what would make every answer worthless.</param>
/// <param name="Sentence">For the operator, with a full stop at its end; null where all is well.</param>
public readonly record struct Readiness(bool IsReady, string? Sentence)
{
    /// <summary>All is well.</summary>
    public static Readiness Well => new(true, null);
}
