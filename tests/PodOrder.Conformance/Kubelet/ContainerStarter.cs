using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>Starts a container: back-off, creation, launch, postStart hook (kubelet: startContainer).</summary>
internal sealed class ContainerStarter
{
    private readonly PodSync _pod;
    private readonly BackOff _backOff;

    /// <summary>Starts containers of one Pod.</summary>
    public ContainerStarter(PodSync pod, double backOffScale)
    {
        _pod = pod;
        _backOff = new BackOff(backOffScale);
    }

    /// <summary>
    /// Starts it and stays until its postStart hook has returned. False when it was not started, or its hook failed: then it has
    /// been killed, and whatever comes next is started all the same.
    /// </summary>
    public async Task<bool> StartAsync(Container container, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested || IsInBackOff(container))
            return false;
        var instance = _pod.State.Add(container, _pod.Sandbox.Id);
        var launched = await LaunchAsync(instance);
        _pod.Wake();
        if (!launched)
            return false;
        return container.Lifecycle?.PostStart is not { } hook || await RunHookAsync(instance, hook, cancellation);
    }

    private bool IsInBackOff(Container container)
    {
        if (_pod.State.Latest(container.Name)?.Run is not { EndedAt: { } ended, Attempt: var attempt })
            return false;
        var due = _backOff.Due(container.Name, ended, _pod.Timeline.Now);
        if (due <= _pod.Timeline.Now)
            return false;
        if (!_pod.Timeline.Events.Any(e => e.Container == container.Name && e.Reason == "BackOff" && e.At > ended))
            _pod.Timeline.Event(container.Name, "BackOff", $"Back-off restarting failed container {container.Name}, which ended {attempt + 1} times");
        _pod.WakeAt(due);
        return true;
    }

    private async Task<bool> LaunchAsync(Instance instance)
    {
        var name = instance.Spec.Name;
        List<string> output = [];
        var process = instance.Process = _pod.Sandbox.Launch(instance, line =>
        {
            _pod.Timeline.Log(name, instance.Run.Attempt, line);
            lock (output)
                output.Add(line);
        });
        if (!await process.Started)
        {
            // containerd: a process that cannot be launched ends with 128, reason StartError.
            instance.Run = instance.Run with { EndedAt = _pod.Timeline.Now, ExitCode = 128 };
            _pod.Timeline.Event(name, "Failed", $"Error: {string.Join(' ', output)}");
            return false;
        }
        instance.Run = instance.Run with { StartedAt = _pod.Timeline.Now };
        _pod.Timeline.Event(name, "Started", $"Started container {name}");
        _ = RecordEndAsync(instance);
        return true;
    }

    private async Task RecordEndAsync(Instance instance)
    {
        var code = await instance.Process!.Ended;
        instance.Run = instance.Run with { EndedAt = _pod.Timeline.Now, ExitCode = code, Message = _pod.Sandbox.TerminationMessage(instance) };
        _pod.Timeline.Event(instance.Spec.Name, "Ended", $"exit code {code}");
        _pod.Wake();
    }

    private async Task<bool> RunHookAsync(Instance instance, Handler hook, CancellationToken cancellation)
    {
        if (await _pod.Handlers.HookAsync(hook, instance, cancellation) is not { } failure)
        {
            _pod.Timeline.Event(instance.Spec.Name, "PostStartHookReturned", "");
            return true;
        }
        _pod.Timeline.Event(instance.Spec.Name, "FailedPostStartHook", $"PostStartHook failed: {failure}");
        await _pod.Stopper.StopAsync(instance, "FailedPostStartHook", null, null, cancellation);
        return false;
    }
}
