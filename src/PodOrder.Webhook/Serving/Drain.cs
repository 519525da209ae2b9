using System.Runtime.InteropServices;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Serving;

/// <summary>
/// The way out. On SIGTERM the server first turns unready and goes on serving for a while, because the removal of
/// its endpoint reaches the API server only after the signal reached us; then the listener closes and requests in
/// flight finish. A second signal cuts the waiting short.
/// </summary>
public sealed class Drain(ServerSettings settings, IHostApplicationLifetime application, ILogger<Drain> log) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _begun;

    /// <summary>Whether the server is on its way out.</summary>
    public bool HasBegun => Volatile.Read(ref _begun) == 1;

    /// <summary>Begins to drain; told again, stops at once.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 1)
        {
            application.StopApplication();
            return;
        }
        log.Draining(settings.DrainDelay.TotalSeconds);
        _ = StopLaterAsync();
    }

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT])
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Begin();
    }

    private async Task StopLaterAsync()
    {
        await Task.Delay(settings.DrainDelay);
        application.StopApplication();
    }
}
