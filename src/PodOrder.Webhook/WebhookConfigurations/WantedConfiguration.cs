namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>What a webhook configuration has to be.</summary>
/// <param name="Bundle">The caBundle of every entry, in base64; null = not ours to write.</param>
/// <param name="Policy">The entry for policies; null = it belongs elsewhere, or nothing is known of policies yet.</param>
/// <param name="HasPolicies">Whether that entry has to be there.</param>
internal sealed record WantedConfiguration(string? Bundle, PolicyEntry? Policy = null, bool HasPolicies = false);
