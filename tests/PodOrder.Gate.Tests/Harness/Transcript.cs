using System.Text;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>What a process has written so far, one byte a character, and who waits for a line of it.</summary>
internal sealed class Transcript
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private int _examined;
    private bool _closed;

    public string Text
    {
        get
        {
            lock (_lock)
                return _text.ToString();
        }
    }

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first whole line, written already or yet to come, that is wanted.</summary>
    /// <exception cref="InvalidOperationException">The output ended without it.</exception>
    public async Task<string> Line(Func<string, bool> wanted)
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            foreach (var line in _text.ToString(0, _examined).Split('\n').SkipLast(1))
            {
                if (wanted(line))
                    return line;
            }

            if (_closed)
                throw new InvalidOperationException($"The output ended without the wanted line:\n{_text}");
            _waiting.Add((wanted, found));
        }

        try
        {
            return await found.Task.WaitAsync(Eventually.Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The wanted line did not come:\n{Text}");
        }
    }

    public Task<string> Line(string containing) => Line(line => line.Contains(containing, StringComparison.Ordinal));

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _text.Append(Encoding.Latin1.GetString(bytes));
            var text = _text.ToString();
            for (int end; (end = text.IndexOf('\n', _examined)) >= 0; _examined = end + 1)
                Tell(text[_examined..end]);
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var (_, found) in _waiting)
                found.TrySetException(new InvalidOperationException($"The output ended without the wanted line:\n{_text}"));
            _waiting.Clear();
        }
    }

    private void Tell(string line)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (!_waiting[i].Wanted(line))
                continue;
            _waiting[i].Found.TrySetResult(line);
            _waiting.RemoveAt(i);
        }
    }
}
