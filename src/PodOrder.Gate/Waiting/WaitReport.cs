using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Waiting;

/// <summary>Tells people what is waited for: on stderr at the start, every 30 s and at the end; in the container's <c>waiting</c> record whenever it changes.</summary>
internal sealed class WaitReport(OwnState? own, long begin)
{
    private const long LinePause = 30_000, RecordPause = 1_000, FirstTries = 200;

    private long _nextLine;
    private long _nextRecord;
    private bool _isRecorded;

    /// <summary>A line was written: the wait took some time.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>When to tell again at the latest.</summary>
    public long Due { get; private set; }

    /// <summary>What is waited for has changed.</summary>
    public void Change() => _isRecorded = false;

    /// <summary>Writes what is due.</summary>
    public void Tell(AwaitedDependency[] dependencies, long now)
    {
        // The first line is worth more with the outcome of the first tries in it, which are there within a millisecond or so.
        var isTooEarly = !HasSpoken && now < begin + FirstTries && Array.Exists(dependencies, one => one.IsChecking && one.Schedule!.Last is null);
        if (!isTooEarly) TellWhatIsDue(dependencies, now);
        Due = isTooEarly ? begin + FirstTries : _isRecorded ? _nextLine : Math.Min(_nextLine, _nextRecord);
    }

    private void TellWhatIsDue(AwaitedDependency[] dependencies, long now)
    {
        if (!_isRecorded && now >= _nextRecord)
        {
            own?.WriteWaiting(begin, Text(dependencies));
            _isRecorded = true;
            _nextRecord = now + RecordPause;
        }
        if (now < _nextLine) return;
        StandardError.WriteLine($"waiting for {Text(dependencies)}");
        HasSpoken = true;
        _nextLine = now + LinePause;
    }

    /// <summary>Says that the wait is over, if it was told to have begun.</summary>
    public void TellOpened(long now)
    {
        if (HasSpoken) StandardError.WriteLine($"opened after {Duration.Format(now - begin)}");
    }

    /// <summary>What is not fulfilled: <c>db: ready (tcp 5432 refused), migrate: succeeded</c>.</summary>
    public static string Text(AwaitedDependency[] dependencies)
    {
        var text = "";
        foreach (var dependency in dependencies)
            if (!dependency.Holds) text = text.Length == 0 ? dependency.Describe() : $"{text}, {dependency.Describe()}";
        return text;
    }
}
