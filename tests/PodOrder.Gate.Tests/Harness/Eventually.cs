using System.Diagnostics;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>Waits for what a process does to the world, looking again every two milliseconds.</summary>
internal static class Eventually
{
    /// <summary>Longest wait for anything that should happen at once: generous, since only a failing test waits it out.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<T> Is<T>(Func<T?> look, string what)
        where T : class
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit; await Task.Delay(2))
        {
            if (look() is { } found)
                return found;
        }

        throw new TimeoutException($"Not seen within {Limit.TotalSeconds} s: {what}");
    }

    public static Task True(Func<bool> look, string what) => Is(() => look() ? what : null, what);
}
