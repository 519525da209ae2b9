using System.Diagnostics;

namespace PodOrder.Conformance.Kubelet;

/// <summary>All that was seen of a Pod, in its order, and a way to wait for what is yet to be seen.</summary>
public sealed class Timeline
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private readonly List<PodEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The time since the Pod's creation.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>All events so far.</summary>
    public IReadOnlyList<PodEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    /// <summary>All output so far.</summary>
    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>Writes down a line of output.</summary>
    public void Log(string container, int attempt, string text)
    {
        lock (_lock)
            _lines.Add(new LogLine(Now, container, attempt, text));
        Changed();
    }

    /// <summary>Writes down an event.</summary>
    public void Event(string container, string reason, string message)
    {
        lock (_lock)
            _events.Add(new PodEvent(Now, container, reason, message));
        Changed();
    }

    /// <summary>Wakes those who wait: something else has changed.</summary>
    public void Changed()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
    }

    /// <summary>Waits until a thing is so, looking whenever something has changed; false when the time is over.</summary>
    public async Task<bool> UntilAsync(Func<bool> holds, TimeSpan limit)
    {
        using var over = new CancellationTokenSource(limit < TimeSpan.Zero ? TimeSpan.Zero : limit);
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            if (holds())
                return true;
            await Task.WhenAny(changed, Task.Delay(Timeout.Infinite, over.Token));
            if (over.IsCancellationRequested)
                return holds();
        }
    }

    /// <summary>The last sixty events and lines of output side by side, for a test's failure message.</summary>
    public override string ToString() => string.Join('\n', Events
        .Select(e => (e.At, Text: $"  event {e.Container} {e.Reason}: {e.Message}"))
        .Concat(Lines.Select(line => (line.At, Text: $"  {line.Container}[{line.Attempt}] | {line.Text}")))
        .OrderBy(entry => entry.At)
        .TakeLast(60)
        .Select(entry => $"{entry.At.TotalSeconds,8:F3}{entry.Text}"));
}
