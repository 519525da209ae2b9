namespace PodOrder.Webhook.Admission;

/// <summary>A denial.</summary>
/// <param name="Reason">Why, as the word that logs and metrics share.</param>
/// <param name="Message">One sentence for the person who wrote the manifest.</param>
public sealed record Refusal(string Reason, string Message);
