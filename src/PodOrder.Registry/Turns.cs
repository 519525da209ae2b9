namespace PodOrder.Registry;

/// <summary>Lets only so many look-ups at each registry go on at a time, so that one that hangs holds up none but its own.</summary>
internal sealed class Turns(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a turn, and takes it.</summary>
    /// <exception cref="OperationCanceledException">It did not come in time.</exception>
    public async Task<T> TakeAsync<T>(string registry, Func<Task<T>> turn, CancellationToken cancel)
    {
        var queue = Join(registry);
        try
        {
            await queue.Places.WaitAsync(cancel);
            try
            {
                return await turn();
            }
            finally
            {
                queue.Places.Release();
            }
        }
        finally
        {
            Leave(registry, queue);
        }
    }

    private Queue Join(string registry)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(registry, out var queue))
                _queues.Add(registry, queue = new Queue(new SemaphoreSlim(most)));
            queue.Length++;
            return queue;
        }
    }

    private void Leave(string registry, Queue queue)
    {
        lock (_lock)
        {
            if (--queue.Length == 0)
                _queues.Remove(registry);
        }
    }

    private sealed class Queue(SemaphoreSlim places)
    {
        public SemaphoreSlim Places { get; } = places;

        public int Length { get; set; }
    }
}
