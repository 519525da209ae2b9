namespace PodOrder.E2E.Installing;

/// <summary>The one installation that all tests but those of <see cref="Alone"/> use: made before the first, removed after the last.</summary>
public sealed class SuiteInstallation : IAsyncLifetime
{
    private OutsideServer? _server;

    public async ValueTask InitializeAsync()
    {
        if (!Target.IsThere)
            return;
        await Release.RemoveAsync();
        if (Target.ServerIsOutside)
            _server = await OutsideServer.StartAsync();
        else
            await Release.InstallAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Target.IsThere)
            return;
        // As long as it runs, a server outside makes its Secret again.
        if (_server is not null)
            await _server.DisposeAsync();
        await Release.RemoveAsync();
    }
}
