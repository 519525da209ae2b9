using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>
/// One probe of one container, for as long as the Pod lives (kubelet: pkg/kubelet/prober/worker.go). It looks at the status
/// that the API shows, so while a postStart hook blocks kubelet, a container that the API does not show yet is not probed.
/// </summary>
internal sealed class ProbeWorker
{
    private readonly Container _container;
    private readonly Probe _probe;
    private readonly PodSync _pod;
    private readonly SemaphoreSlim _trigger = new(0);
    private string? _instanceId;
    private bool _onHold;
    private bool? _lastResult;
    private int _run;

    /// <summary>A worker that has yet to be run.</summary>
    public ProbeWorker(PodSync pod, Container container, ProbeKind kind, Probe probe)
    {
        _pod = pod;
        _container = container;
        Kind = kind;
        _probe = probe;
    }

    /// <summary>Which of the three probes.</summary>
    public ProbeKind Kind { get; }

    /// <summary>Looks at once instead of at the next period: kubelet does that for readiness as long as it is not given.</summary>
    public void Trigger()
    {
        if (_trigger.CurrentCount == 0)
            _trigger.Release();
    }

    /// <summary>Which container it is about.</summary>
    public string Container => _container.Name;

    /// <summary>Probes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var period = TimeSpan.FromSeconds(_probe.PeriodSeconds);
        var next = _pod.Timeline.Now + period;
        while (!stop.IsCancellationRequested)
        {
            await ProbeAsync();
            var now = _pod.Timeline.Now;
            if (next <= now)
                next += period * (Math.Floor((now - next) / period) + 1); // a ticker that fell behind ticks once, at once
            else
                next = await TriggeredAsync(next - now, stop) ? _pod.Timeline.Now + period : next + period;
        }
    }

    private async Task<bool> TriggeredAsync(TimeSpan wait, CancellationToken stop)
    {
        try
        {
            return await _trigger.WaitAsync(wait, stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ProbeAsync()
    {
        var status = _pod.Status[_container.Name];
        if (status.InstanceId is null || status.Run is null || (_pod.State.DeletionRequested && Kind != ProbeKind.Readiness))
            return;
        if (_instanceId != status.InstanceId)
        {
            _instanceId = status.InstanceId;
            _pod.ProbeTold(this, _instanceId, Kind switch { ProbeKind.Readiness => false, ProbeKind.Liveness => true, _ => null });
            _onHold = false;
        }
        if (_onHold)
            return;
        if (!status.Run.IsRunning)
        {
            // A container that waits for its restart is not ready; for the other probes the next instance begins anew.
            _pod.ProbeTold(this, _instanceId, false);
            return;
        }
        if (IsDue(status))
            await CheckAsync(_pod.State.All.First(instance => instance.Id == _instanceId));
    }

    private bool IsDue(ContainerStatus status)
    {
        var age = _pod.Timeline.Now - status.Run!.StartedAt!.Value;
        // kubelet compares whole seconds.
        return Math.Floor(age.TotalSeconds) >= _probe.InitialDelaySeconds && status.Started == (Kind != ProbeKind.Startup);
    }

    private async Task CheckAsync(Instance instance)
    {
        var failure = await _pod.Handlers.CheckAsync(_probe, instance);
        if (failure is not null)
            _pod.Timeline.Event(_container.Name, "Unhealthy", $"{Kind} probe failed: {failure}");
        var result = failure is null;
        _run = _lastResult == result ? _run + 1 : 1;
        _lastResult = result;
        if (_run < (result ? _probe.SuccessThreshold : _probe.FailureThreshold))
            return;
        _pod.ProbeTold(this, instance.Id, result);
        if (Kind == ProbeKind.Startup || (Kind == ProbeKind.Liveness && !result))
        {
            _onHold = true; // until there is a new instance
            _run = 0;
        }
    }
}
