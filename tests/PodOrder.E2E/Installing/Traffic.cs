using System.Text;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Installing;

/// <summary>Creates Pods all the time, with and without a hint, while something else happens, and remembers who was refused.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private const int Streams = 2, Batch = 6;
    private readonly TestNamespace _space;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly StringBuilder _refusals = new();
    private int _ordered, _unordered;

    public Traffic(TestNamespace space)
    {
        _space = space;
        _running = Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => RunAsync()));
    }

    /// <summary>How many Pods got an order so far.</summary>
    public int Ordered => _ordered;

    public int Unordered => _unordered;

    public string Refusals => _refusals.ToString();

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        // A dry run passes through all of admission and leaves the node alone.
        var pods = string.Join("\n---\n", Enumerable.Range(0, Batch).Select(i => Manifest.Pod(
                $"{(i % 2 == 0 ? "hinted" : "bare")}-{i}", "dep:started -> waiter", "Never", Manifest.Container("waiter", "true"), Manifest.Container("dep", "true"))
            .Replace("podorder.io/order", i % 2 == 0 ? "podorder.io/order" : "example.com/order", StringComparison.Ordinal)));
        while (!_stop.IsCancellationRequested)
        {
            var made = await Commands.RunAsync(
                "kubectl",
                ["--namespace", _space.Name, "create", "--dry-run=server", "--filename=-", "--output=jsonpath={.metadata.name} {.spec.initContainers[*].name}{\"\\n\"}"],
                pods);
            foreach (var line in made.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Interlocked.Increment(ref line.EndsWith("podorder-install", StringComparison.Ordinal) ? ref _ordered : ref _unordered);
            lock (_refusals)
                _refusals.Append(made.Errors);
        }
    }
}
