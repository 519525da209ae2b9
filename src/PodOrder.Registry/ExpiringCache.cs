namespace PodOrder.Registry;

/// <summary>Keeps what was found for a while, and lets all who want the same wait for one who fetches it.</summary>
/// <param name="capacity">How many are kept; beyond that the least recently used ones go.</param>
/// <param name="time">Tells how old they are; its monotonic clock, so that no jump of the wall's matters.</param>
internal sealed class ExpiringCache<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>What is kept for a key, else what is fetched for it now, once for all who ask meanwhile.</summary>
    /// <param name="key">Of what.</param>
    /// <param name="fetch">Fetches it; what it throws is thrown to all who wait, and not kept.</param>
    /// <param name="life">How long a value is kept.</param>
    public Task<TValue> GetAsync(TKey key, Func<Task<TValue>> fetch, Func<TValue, TimeSpan> life)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                _byUse.Remove(known);
                if (!IsOver(known.Value))
                {
                    _byUse.AddFirst(known);
                    return known.Value.Value;
                }
            }
            var entry = new Entry(key);
            entry.Value = Task.Run(() => FetchAsync(entry, fetch, life));
            _entries[key] = _byUse.AddFirst(entry);
            if (_entries.Count > capacity)
                Drop(_byUse.Last!);
            return entry.Value;
        }
    }

    /// <summary>What is kept for a key, if it is there already.</summary>
    public TValue? Peek(TKey key)
    {
        lock (_lock)
            return _entries.TryGetValue(key, out var known) && known.Value.Value.IsCompletedSuccessfully && !IsOver(known.Value) ? known.Value.Value.Result : default;
    }

    /// <summary>Keeps a value no longer; another one for the same key stays.</summary>
    public void Forget(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known) && known.Value.Value.IsCompletedSuccessfully && ReferenceEquals(known.Value.Value.Result, value))
                Drop(known);
        }
    }

    private async Task<TValue> FetchAsync(Entry entry, Func<Task<TValue>> fetch, Func<TValue, TimeSpan> life)
    {
        try
        {
            var value = await fetch();
            Keep(entry, life(value));
            return value;
        }
        catch
        {
            Keep(entry, TimeSpan.Zero);
            throw;
        }
    }

    private void Keep(Entry entry, TimeSpan life)
    {
        lock (_lock)
            (entry.Since, entry.Life) = (time.GetTimestamp(), life);
    }

    private bool IsOver(Entry entry) => entry.Life is { } life && time.GetElapsedTime(entry.Since) >= life;

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
    }

    private sealed class Entry(TKey key)
    {
        public TKey Key { get; } = key;

        public Task<TValue> Value { get; set; } = null!;

        public long Since { get; set; }

        // None while it is being fetched.
        public TimeSpan? Life { get; set; }
    }
}
