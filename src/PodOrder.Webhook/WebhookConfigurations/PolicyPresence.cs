using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>Whether there is any PodOrderPolicy: the webhook configuration has its entry for them only then, so that without one no Pod travels.</summary>
internal sealed class PolicyPresence
{
    private volatile Answer _answer;

    private enum Answer
    {
        Unknown,
        None,
        Some,
    }

    /// <summary>Null until it is known: the entry then stays as it is.</summary>
    public bool? Any => _answer switch { Answer.None => false, Answer.Some => true, _ => null };

    /// <summary>Is given when the answer becomes another one.</summary>
    public Signal? Changed { get; set; }

    /// <summary>Tells what is known now.</summary>
    public void Tell(bool any)
    {
        var answer = any ? Answer.Some : Answer.None;
        if (_answer == answer)
            return;
        _answer = answer;
        Changed?.Give();
    }
}
