namespace PodOrder.Webhook.Telemetry;

/// <summary>
/// Bounds how many lines of one event are written, so that nobody who calls the server can fill a disk with its log: a burst, then
/// so many a second. The next line tells how many were left out; the metrics count them all.
/// </summary>
internal sealed class LineRate(int burst, int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _last = time.GetTimestamp();
    private double _tokens = burst;
    private int _leftOut;

    /// <summary>The bounds for a level: what goes wrong is told often enough ten times a second; reviews are as many as Pods.</summary>
    public static LineRate Of(LogLevel level, TimeProvider time) => level >= LogLevel.Warning ? new(100, 10, time) : new(2000, 500, time);

    /// <summary>Whether a line may be written, and how many were left out before it.</summary>
    public bool Allows(out int leftOut)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + time.GetElapsedTime(_last, now).TotalSeconds * perSecond);
            _last = now;
            if (_tokens < 1)
            {
                leftOut = ++_leftOut;
                return false;
            }
            _tokens--;
            (leftOut, _leftOut) = (_leftOut, 0);
            return true;
        }
    }
}
