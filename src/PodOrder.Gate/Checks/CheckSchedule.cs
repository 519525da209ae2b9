namespace PodOrder.Gate.Checks;

/// <summary>
/// Repeats a check until it has passed often enough, and goes on looking each period while others are waited for. It looks
/// more often than kubelet does, from every 20 ms to every second, so that an order costs no time.
/// </summary>
internal sealed class CheckSchedule(Check check, List<string> addresses, long begin)
{
    private const long FirstPause = 20, LongestPause = 1_000;

    private long _next = begin + check.Options.Delay;
    private long _pause = FirstPause;
    private int _passes;

    /// <summary>The try that goes on, if any.</summary>
    public CheckRun? Run { get; private set; }

    /// <summary>It has passed as often as it must.</summary>
    public bool Passes => _passes >= check.Options.Successes;

    /// <summary>How the last try went; null before its end.</summary>
    public Outcome? Last { get; private set; }

    /// <summary>When to come back at the latest.</summary>
    public long Due => Run?.Deadline ?? _next;

    /// <summary>Begins a try when it is time, and takes the outcome of one that is over. The result tells whether anything changed.</summary>
    public bool Advance(long now)
    {
        if (Run is null && now >= _next) Run = CheckRun.Start(check, addresses, now);
        Run?.Settle(now);
        if (Run?.Outcome is not { } outcome) return false;

        Run = null;
        _passes = outcome.Passed ? _passes + 1 : 0;
        _next = now + PauseAfter(outcome);
        var hasChanged = Last is not { } last || last != outcome;
        Last = outcome;
        return hasChanged;
    }

    private long PauseAfter(Outcome outcome)
    {
        if (outcome.Passed) return check.Options.Period;
        var pause = _pause;
        _pause = Math.Min(Math.Min(_pause * 3 / 2, LongestPause), Math.Max(check.Options.Period, FirstPause));
        return pause;
    }
}
