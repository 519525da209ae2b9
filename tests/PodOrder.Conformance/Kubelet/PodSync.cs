using System.Threading.Channels;
using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>
/// Kubelet's worker for one Pod: whenever something has changed it looks at everything and does what is to be done, one sync
/// after another. A sync starts containers one by one and waits for their postStart hooks, so a hook that blocks holds up
/// everything: later containers, restarts, the status, the Pod's deletion.
/// </summary>
internal sealed class PodSync
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _node = new(1);
    private readonly Lock _statusLock = new();
    private readonly PodProbes _probes;
    private readonly ContainerStarter _starter;
    private readonly CancellationTokenSource _abandoned = new();
    private PodStatus _status;
    private TimeSpan _wakeAt = TimeSpan.MaxValue;
    private TimeSpan? _deletionGrace;

    /// <summary>A Pod that has yet to be run.</summary>
    public PodSync(PodManifest pod, RunOptions options, Timeline timeline)
    {
        Timeline = timeline;
        State = new PodState(pod);
        Sandbox = new Sandbox(pod, options.Images);
        Handlers = new HandlerRunner(() => Sandbox.Network);
        Stopper = new ContainerStopper(this);
        _probes = new PodProbes(this);
        _starter = new ContainerStarter(this, options.BackOffScale);
        _status = PodStatus.Of(State, terminal: false);
    }

    public Timeline Timeline { get; }

    public PodState State { get; }

    public Sandbox Sandbox { get; }

    public HandlerRunner Handlers { get; }

    public ContainerStopper Stopper { get; }

    /// <summary>What the API shows.</summary>
    public PodStatus Status
    {
        get
        {
            lock (_statusLock)
                return _status;
        }
    }

    /// <summary>Something has changed: look again.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Look again then at the latest.</summary>
    public void WakeAt(TimeSpan due) => _wakeAt = due < _wakeAt ? due : _wakeAt;

    /// <summary>Takes a probe's result; the status shows it at once, even while a sync is under way.</summary>
    public void ProbeTold(ProbeWorker probe, string instanceId, bool? result)
    {
        if (!State.Probes.Set(instanceId, probe.Kind, result))
            return;
        lock (_statusLock)
            _status = _status.WithProbes(State);
        Timeline.Event(probe.Container, probe.Kind.ToString(), result switch { true => "holds", false => "does not hold", null => "is unknown" });
        Wake();
    }

    /// <summary>Asks for the Pod's deletion.</summary>
    public void Delete(TimeSpan? grace)
    {
        _deletionGrace = grace;
        State.DeletionRequested = true;
        Wake();
    }

    /// <summary>The sandbox is gone; kubelet finds out.</summary>
    public void LoseSandbox()
    {
        State.SandboxLost = true;
        Wake();
    }

    /// <summary>All processes die at once, unseen; kubelet finds the sandbox gone when it is back.</summary>
    public async Task RebootAsync()
    {
        await _node.WaitAsync();
        await Task.WhenAll(State.Running.Select(instance => instance.Process!.SignalAsync("SIGKILL")));
        await Timeline.UntilAsync(() => State.Running.Count == 0, TimeSpan.FromSeconds(10));
        Sandbox.Volumes.ForgetMemory();
        State.SandboxLost = true;
        _node.Release();
        Wake();
    }

    /// <summary>Runs the Pod until it has ended or is deleted.</summary>
    public async Task RunAsync()
    {
        await Sandbox.RenewAsync(State.Sandbox);
        while (!_abandoned.IsCancellationRequested)
        {
            var done = await SyncOnNodeAsync();
            if (_probes.Failure is { } failure)
                throw new InvalidOperationException("A probe's worker has failed.", failure);
            if (done)
                return;
            await SleepAsync();
        }
    }

    /// <summary>Kills everything and removes it; no sync begins any more.</summary>
    public async Task AbandonAsync(Task run)
    {
        await _abandoned.CancelAsync();
        await _probes.StopAsync();
        Wake();
        do
            await Task.WhenAll(State.Running.Select(instance => instance.Process!.SignalAsync("SIGKILL")));
        while (await Task.WhenAny(run, Task.Delay(100)) != run);
        await _probes.FinishAsync(); // or a late check would have crun make its directory again
        await Task.WhenAll(State.All.Select(instance => instance.Process?.RemoveAsync() ?? Task.CompletedTask));
        await Sandbox.DisposeAsync();
    }

    private async Task<bool> SyncOnNodeAsync()
    {
        await _node.WaitAsync();
        try
        {
            return await SyncAsync();
        }
        finally
        {
            _node.Release();
        }
    }

    private async Task<bool> SyncAsync()
    {
        _wakeAt = TimeSpan.MaxValue;
        ShowStatus(terminal: false);
        if (State.DeletionRequested || Status.Phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            await Stopper.StopAllAsync(_deletionGrace, _abandoned.Token);
            ShowStatus(terminal: true);
            await _probes.StopAsync();
            return true;
        }
        _probes.Start();
        await PerformAsync(PodActions.For(State));
        return false;
    }

    private async Task PerformAsync(PodActions actions)
    {
        if (actions.KillPod)
            await Stopper.StopAllAsync(null, _abandoned.Token);
        else
            foreach (var (instance, probe) in actions.ToKill)
                await Stopper.StopAsync(instance, $"Container {instance.Spec.Name} failed {probe} probe", ProbeGrace(instance, probe), null, _abandoned.Token);
        State.SandboxLost = false;
        if (actions.CreateSandbox)
        {
            Timeline.Event("", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
            State.PurgeInitContainers();
            await Sandbox.RenewAsync(++State.Sandbox);
        }
        foreach (var container in actions.InitToStart)
            if (!await _starter.StartAsync(container, _abandoned.Token) && !RestartPolicies.IsSidecar(container))
                return;
        foreach (var container in actions.ToStart)
            await _starter.StartAsync(container, _abandoned.Token);
    }

    private static TimeSpan? ProbeGrace(Instance instance, ProbeKind probe)
    {
        var own = probe == ProbeKind.Liveness ? instance.Spec.LivenessProbe : instance.Spec.StartupProbe;
        return own?.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private void ShowStatus(bool terminal)
    {
        lock (_statusLock)
            _status = PodStatus.Of(State, terminal);
        _probes.Trigger(Status);
        Timeline.Changed();
    }

    private async Task SleepAsync()
    {
        using var due = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token);
        if (_wakeAt != TimeSpan.MaxValue)
            due.CancelAfter(_wakeAt > Timeline.Now ? _wakeAt - Timeline.Now : TimeSpan.Zero);
        try
        {
            await _wake.Reader.ReadAsync(due.Token);
        }
        catch (OperationCanceledException) when (due.IsCancellationRequested)
        {
            // A back-off is over, or the test is.
        }
    }
}
