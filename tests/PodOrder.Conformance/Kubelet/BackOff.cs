namespace PodOrder.Conformance.Kubelet;

/// <summary>
/// Kubelet's restart back-off (client-go flowcontrol.Backoff): none before the first restart, then 10 s, doubled up to 5 min,
/// counted from the last end; forgotten after twice the maximum without an end. All of it scaled.
/// </summary>
internal sealed class BackOff
{
    private readonly Dictionary<string, (TimeSpan Delay, TimeSpan Updated)> _entries = [];
    private readonly TimeSpan _initial;
    private readonly TimeSpan _maximum;

    /// <summary>A back-off whose times are multiplied by a factor.</summary>
    public BackOff(double scale)
    {
        _initial = TimeSpan.FromSeconds(10) * scale;
        _maximum = TimeSpan.FromMinutes(5) * scale;
    }

    /// <summary>When a container that ended then may start; not later than now = it may, and the next delay counts.</summary>
    public TimeSpan Due(string container, TimeSpan ended, TimeSpan now)
    {
        var known = _entries.TryGetValue(container, out var entry) && ended - entry.Updated <= 2 * _maximum;
        var due = known ? ended + entry.Delay : now;
        if (due <= now)
            _entries[container] = (known ? Min(entry.Delay * 2, _maximum) : _initial, now);
        return due;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
