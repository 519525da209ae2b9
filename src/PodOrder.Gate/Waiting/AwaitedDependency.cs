using PodOrder.Gate.Checks;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Waiting;

/// <summary>A dependency while it is waited for: its state directory, its check, and the last verdict.</summary>
internal sealed class AwaitedDependency : IDisposable
{
    private readonly Dependency _dependency;
    private readonly string _path;
    private readonly Epoch _epoch;
    private int _directory = -1;
    private DependencyState _state;

    public AwaitedDependency(Dependency dependency, SharedDirectory shared, long begin)
    {
        _dependency = dependency;
        _path = shared.StateOf(dependency.Name);
        _epoch = shared.Epoch;
        if (dependency.Check is { } check) Schedule = new CheckSchedule(check, Addresses.For(check, shared), begin);
    }

    /// <summary>The schedule of its check; null where its records decide alone.</summary>
    public CheckSchedule? Schedule { get; }

    /// <summary>The check is waited for now.</summary>
    public bool IsChecking => Schedule is not null && Verdict == Verdict.CheckDecides;

    /// <summary>What its records mean.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The condition holds at this moment.</summary>
    public bool Holds => Verdict == Verdict.Holds || (Verdict == Verdict.CheckDecides && (Schedule?.Passes ?? _state.Ready));

    /// <summary>The kernel tells when its records change.</summary>
    public bool IsWatched { get; private set; }

    /// <summary>Why it is lost.</summary>
    public string Loss => ConditionTable.Describe(_dependency.Name, _state);

    /// <summary>Reads its records; the result tells whether the verdict changed.</summary>
    public bool Look(long now)
    {
        if (_directory < 0)
        {
            _directory = DirectoryWatch.Open(_path, out var isWatched);
            IsWatched = isWatched;
        }
        var held = Holds;
        var verdict = Verdict;
        if (_directory >= 0) _state = DependencyState.Read(_directory, _dependency.Name, _epoch, now);
        Verdict = ConditionTable.Judge(_dependency.Condition, _dependency.RestartPolicy, _state);
        return verdict != Verdict || held != Holds;
    }

    public void Dispose()
    {
        if (_directory >= 0) Libc.Close(_directory);
        _directory = -1;
        if (Schedule?.Run is { } run)
            foreach (var attempt in run.Attempts) attempt.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (Schedule is null) return _dependency.ToString();
        var last = Schedule.Last is { Passed: false } outcome ? $" {outcome}" : "";
        return $"{_dependency} ({_dependency.Check}{last})";
    }
}
