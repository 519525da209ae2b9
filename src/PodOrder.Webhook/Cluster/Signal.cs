namespace PodOrder.Webhook.Cluster;

/// <summary>Wakes one who waits; given several times before it is heard, it counts once.</summary>
internal sealed class Signal
{
    private readonly SemaphoreSlim _given = new(0, 1);

    /// <summary>Wakes who waits, or who will wait next.</summary>
    public void Give()
    {
        try
        {
            _given.Release();
        }
        catch (SemaphoreFullException)
        {
            // Given already, and not yet heard.
        }
    }

    /// <summary>Waits until it is given, or for a time.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancel) => _given.WaitAsync(longest, cancel);
}
