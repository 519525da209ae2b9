using PodOrder.Gate.Checks;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Waiting;

/// <summary>A dependency while it is waited for: its state directory, its check, and the last verdict.</summary>
internal sealed class AwaitedDependency : IDisposable
{
    private readonly Dependency _dependency;
    private readonly WatchedDirectory _directory;
    private readonly WatchedFile? _file;
    private readonly Epoch _epoch;
    private DependencyState _state;

    public AwaitedDependency(Dependency dependency, SharedDirectory shared, long begin)
    {
        _dependency = dependency;
        _directory = new WatchedDirectory(shared.StateOf(dependency.Name), DirectoryWatch.Renames);
        _epoch = shared.Epoch;
        if (dependency.Check is { Kind: CheckKind.File } file) _file = new WatchedFile(file.Target);
        else if (dependency.Check is { } check) Schedule = new CheckSchedule(check, Addresses.For(check, shared), begin);
    }

    /// <summary>The schedule of its check; null where records or a file decide alone.</summary>
    public CheckSchedule? Schedule { get; }

    /// <summary>The check is waited for now.</summary>
    public bool IsChecking => Schedule is not null && Verdict == Verdict.CheckDecides;

    /// <summary>What its records mean.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The condition holds at this moment.</summary>
    public bool Holds => Verdict == Verdict.Holds || (Verdict == Verdict.CheckDecides && (Schedule?.Passes ?? (_file is null && _state.Ready)));

    /// <summary>The kernel tells of everything that a look could find.</summary>
    public bool IsWatched => _directory.IsWatched && _file?.IsWatched != false;

    /// <summary>Why it is lost.</summary>
    public string Loss => ConditionTable.Describe(_dependency.Name, _state);

    /// <summary>Reads its records and looks for its file; the result tells whether anything changed.</summary>
    public bool Look(long now)
    {
        var held = Holds;
        var verdict = Verdict;
        if (OpenDirectory() is var directory and >= 0) _state = DependencyState.Read(directory, _dependency.Name, _epoch, now);
        // Looked for after the end was seen: a file outlives the process that wrote it.
        Verdict = _file?.Exists() == true
            ? Verdict.Holds
            : ConditionTable.Judge(_dependency.Condition, _dependency.RestartPolicy, _state);
        return verdict != Verdict || held != Holds;
    }

    /// <summary>A directory may appear late; one that cannot be opened would be waited for without hope.</summary>
    private int OpenDirectory()
    {
        var directory = _directory.Open();
        return directory >= 0 || -directory is Errno.NotFound or Errno.TooManyOnTheMachine
            ? directory
            : throw new GateException(ExitCode.GateError, $"the state of {_dependency.Name} cannot be read: {Libc.Describe(-directory)}");
    }

    public void Dispose()
    {
        _directory.Dispose();
        _file?.Dispose();
        Schedule?.Run?.Abandon();
    }

    /// <summary>For a person: <c>db: ready (tcp 5432 refused)</c>.</summary>
    public string Describe()
    {
        var text = _dependency.Describe();
        if (_dependency.Check is not { } check) return text;
        var outcome = _file is not null ? "missing" : Schedule?.Last is { Passed: false } last ? last.Describe() : "";
        return outcome.Length == 0 ? $"{text} ({check.Describe()})" : $"{text} ({check.Describe()} {outcome})";
    }
}
