using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>The probes of a Pod's containers; ordinary init containers have none.</summary>
internal sealed class PodProbes
{
    private readonly PodSync _pod;
    private readonly List<ProbeWorker> _workers = [];
    private readonly CancellationTokenSource _stop = new();
    private volatile Exception? _failure;
    private Task _runs = Task.CompletedTask;
    private bool _started;

    /// <summary>Workers for a Pod, not started yet.</summary>
    public PodProbes(PodSync pod)
    {
        _pod = pod;
        var spec = pod.State.Pod.Spec;
        foreach (var container in spec.InitContainers.Where(RestartPolicies.IsSidecar).Concat(spec.Containers))
        {
            Add(container, ProbeKind.Startup, container.StartupProbe);
            Add(container, ProbeKind.Liveness, container.LivenessProbe);
            Add(container, ProbeKind.Readiness, container.ReadinessProbe);
        }
    }

    /// <summary>A failure of the runner's own, such as a probe that it does not know.</summary>
    public Exception? Failure => _failure;

    /// <summary>Starts them, once.</summary>
    public void Start()
    {
        if (_started)
            return;
        _started = true;
        _runs = Task.WhenAll(_workers.Select(RunAsync));
    }

    /// <summary>Has readiness looked at where it is still lacking (kubelet: UpdatePodStatus).</summary>
    public void Trigger(PodStatus status)
    {
        foreach (var worker in _workers.Where(worker => worker.Kind == ProbeKind.Readiness && status[worker.Container] is { Started: true, Ready: false }))
            worker.Trigger();
    }

    /// <summary>Stops them.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    /// <summary>Completes when the last check has returned, after <see cref="StopAsync"/>.</summary>
    public Task FinishAsync() => _runs;

    private void Add(Container container, ProbeKind kind, Probe? probe)
    {
        if (probe is not null)
            _workers.Add(new ProbeWorker(_pod, container, kind, probe));
    }

    private async Task RunAsync(ProbeWorker worker)
    {
        try
        {
            await worker.RunAsync(_stop.Token);
        }
        catch (Exception e)
        {
            _failure = e;
            _pod.Wake();
        }
    }
}
