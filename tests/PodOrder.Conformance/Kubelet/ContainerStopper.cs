namespace PodOrder.Conformance.Kubelet;

/// <summary>Stops containers: preStop hook, stop signal, SIGKILL (kubelet: killContainer).</summary>
internal sealed class ContainerStopper
{
    // kubelet: minimumGracePeriodInSeconds, counted after the preStop hook.
    private static readonly TimeSpan MinimumGrace = TimeSpan.FromSeconds(2);
    private readonly PodSync _pod;

    /// <summary>Stops containers of one Pod.</summary>
    public ContainerStopper(PodSync pod) => _pod = pod;

    /// <summary>Stops all that run, at once but for native sidecars, which go last.</summary>
    public Task StopAllAsync(TimeSpan? grace, CancellationToken cancellation)
    {
        var running = _pod.State.Running;
        var order = new TerminationOrder(_pod.State.Pod.Spec, running);
        return Task.WhenAll(running.Select(instance => StopAsync(instance, $"Stopping container {instance.Spec.Name}", grace, order, cancellation)));
    }

    /// <summary>Stops one and stays until it has ended.</summary>
    public async Task StopAsync(Instance instance, string why, TimeSpan? grace, TerminationOrder? order, CancellationToken cancellation)
    {
        _pod.Timeline.Event(instance.Spec.Name, "Killing", why);
        var left = grace ?? TimeSpan.FromSeconds(_pod.State.Pod.Spec.TerminationGracePeriodSeconds);
        var begun = _pod.Timeline.Now;
        if (instance.Spec.Lifecycle?.PreStop is { } hook && left > TimeSpan.Zero)
            await RunPreStopAsync(instance, hook, left, cancellation);
        if (order is not null)
            await order.WaitForTurnAsync(instance.Spec.Name, Positive(left - (_pod.Timeline.Now - begun)));
        left -= _pod.Timeline.Now - begun;
        await SignalAsync(instance, left > MinimumGrace ? left : MinimumGrace, cancellation);
        order?.Ended(instance.Spec.Name);
    }

    private async Task SignalAsync(Instance instance, TimeSpan grace, CancellationToken cancellation)
    {
        var process = instance.Process!;
        await process.SignalAsync(instance.Spec.Lifecycle?.StopSignal ?? "SIGTERM");
        await Task.WhenAny(process.Ended, Task.Delay(grace, cancellation));
        await process.SignalAsync("SIGKILL");
        await process.Ended;
        await _pod.Timeline.UntilAsync(() => !instance.IsRunning, TimeSpan.FromSeconds(5)); // its end is written down
    }

    private async Task RunPreStopAsync(Instance instance, Manifests.Handler hook, TimeSpan grace, CancellationToken cancellation)
    {
        var run = _pod.Handlers.HookAsync(hook, instance, cancellation);
        if (await Task.WhenAny(run, Task.Delay(grace, cancellation)) == run && await run is { } failure)
            _pod.Timeline.Event(instance.Spec.Name, "FailedPreStopHook", $"PreStopHook failed: {failure}");
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
