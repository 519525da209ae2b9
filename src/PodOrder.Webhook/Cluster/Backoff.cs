namespace PodOrder.Webhook.Cluster;

/// <summary>Growing pauses between attempts that fail, each somewhere between half and all of its length, so that replicas do not march in step.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>Doubling from 0.2 s to 10 s: two replicas are no burden for an API server that has just come back.</summary>
    public static Backoff Usual() => new(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(10));

    /// <summary>How often in a row it has failed.</summary>
    public int Failures => _failures;

    /// <summary>All is well again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The pause after one more failure.</summary>
    public TimeSpan Next()
    {
        var length = first * Math.Pow(2, Math.Min(_failures, 30));
        _failures++;
        return (length < longest ? length : longest) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
