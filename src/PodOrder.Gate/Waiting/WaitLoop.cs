using PodOrder.Gate.Checks;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Waiting;

/// <summary>Waits until every condition holds: one poll over signals (the kernel's news of directories among them) and all checks at once.</summary>
internal sealed class WaitLoop
{
    private const long WatchedPause = 250, UnwatchedPause = 20;

    private readonly AwaitedDependency[] _dependencies;
    private readonly List<Attempt> _attempts = []; // one for all sleeps: a wait of days must not fill the heap
    private readonly WaitReport _report;
    private readonly long _begin = Clock.Now;
    private readonly long? _timeout;
    private readonly bool _isTerminal;
    private bool _hasNews = true;
    private long _nextLook;

    private WaitLoop(List<Dependency> dependencies, SharedDirectory shared, OwnState? own, long? timeout)
    {
        _dependencies = new AwaitedDependency[dependencies.Count];
        for (var i = 0; i < _dependencies.Length; i++) _dependencies[i] = new AwaitedDependency(dependencies[i], shared, _begin);
        _report = new WaitReport(own, _begin);
        _timeout = timeout;
        _isTerminal = Terminal.Find() >= 0;
    }

    /// <summary>Waits. Afterwards nothing of the wait is left open or pending.</summary>
    /// <param name="dependencies">What to wait for.</param>
    /// <param name="shared">Where their records are.</param>
    /// <param name="own">Where the wait itself is recorded; null where it is not.</param>
    /// <param name="timeout">Its longest duration in milliseconds; null = none.</param>
    public static WaitOutcome Run(List<Dependency> dependencies, SharedDirectory shared, OwnState? own, long? timeout)
    {
        using var signals = new SignalInbox(~(Inherited.Blocked | Inherited.Ignored) | Signals.Of(Signals.IO));
        var loop = new WaitLoop(dependencies, shared, own, timeout);
        var outcome = loop.Run(signals);
        foreach (var dependency in loop._dependencies) dependency.Dispose();
        return loop.TakeSignals(signals) ?? outcome; // what the watches sent must not reach the application
    }

    private WaitOutcome Run(SignalInbox signals)
    {
        while (true)
        {
            if (TakeSignals(signals) is { } signalled) return signalled;
            var now = Clock.Now;
            Advance(now);
            if (Array.TrueForAll(_dependencies, dependency => dependency.Holds))
            {
                _report.TellOpened(now);
                return WaitOutcome.Opened;
            }
            if (Array.Find(_dependencies, dependency => dependency.Verdict == Verdict.Lost) is { } lost)
                return new WaitOutcome(ExitCode.DependencyFailed, $"dependency failed: {lost.Loss}, so this container does not start (it waited for {lost.Describe()})");
            if (now - _begin >= _timeout)
                return new WaitOutcome(ExitCode.TimedOut, $"timed out after {Duration.Format(_timeout.Value)}, waiting for {WaitReport.Text(_dependencies)}");

            _report.Tell(_dependencies, now);
            Sleep(signals, now);
        }
    }

    private void Advance(long now)
    {
        if (_hasNews || now >= _nextLook)
        {
            _hasNews = false;
            foreach (var dependency in _dependencies)
                if (dependency.Look(now)) _report.Change();
            _nextLook = now + (Array.TrueForAll(_dependencies, dependency => dependency.IsWatched) ? WatchedPause : UnwatchedPause);
        }
        foreach (var dependency in _dependencies)
            if (dependency.IsChecking && dependency.Schedule!.Advance(now)) _report.Change();
    }

    private void Sleep(SignalInbox signals, long now)
    {
        var due = Math.Min(_nextLook, _report.Due);
        if (_timeout is { } timeout) due = Math.Min(due, _begin + timeout);
        _attempts.Clear();
        foreach (var dependency in _dependencies)
            if (dependency.IsChecking)
            {
                due = Math.Min(due, dependency.Schedule!.Due);
                dependency.Schedule.Run?.AddAttempts(_attempts);
            }
        CheckRun.Poll(_attempts, (int)Math.Clamp(due - now, 0, WatchedPause), signals.Descriptor);
    }

    /// <summary>A signal that would end a plain process ends the wait at once.</summary>
    private WaitOutcome? TakeSignals(SignalInbox signals)
    {
        while (signals.TryTake(out var message))
            if (message is { Signal: Signals.IO, IsFromKernel: true }) _hasNews = true;
            else if (EndsWait(message.Signal)) return new WaitOutcome(ExitCode.OfSignal(message.Signal), $"ended by signal {Number.Format(message.Signal)} while waiting");
        return null;
    }

    /// <summary>SIGPIPE is the gate's own: the reader of its messages has gone. Without a terminal nobody sends SIGWINCH for a window: it is the stop signal of images such as httpd's.</summary>
    private bool EndsWait(int signal) =>
        (Signals.Terminates(signal) && signal != Signals.Pipe) || (signal == Signals.WindowChange && !_isTerminal);
}
