using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>
/// In which order a Pod's containers are stopped (kubelet: kuberuntime_termination_order.go): regular containers all at once,
/// native sidecars after them, the last one first, as long as the grace period lasts.
/// </summary>
internal sealed class TerminationOrder
{
    private readonly Dictionary<string, TaskCompletionSource> _ended = [];
    private readonly Dictionary<string, List<Task>> _after = [];

    /// <summary>The order for the containers that run now.</summary>
    public TerminationOrder(PodSpec pod, IEnumerable<Instance> running)
    {
        foreach (var instance in running)
            _ended[instance.Spec.Name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = pod.Containers.Where(container => _ended.ContainsKey(container.Name)).Select(container => _ended[container.Name].Task).ToList();
        foreach (var sidecar in Enumerable.Reverse(pod.InitContainers).Where(container => RestartPolicies.IsSidecar(container) && _ended.ContainsKey(container.Name)))
        {
            _after[sidecar.Name] = [.. before];
            before.Add(_ended[sidecar.Name].Task);
        }
    }

    /// <summary>Waits for a container's turn, at most so long.</summary>
    public Task WaitForTurnAsync(string container, TimeSpan grace) =>
        _after.TryGetValue(container, out var others) ? Task.WhenAny(Task.WhenAll(others), Task.Delay(grace)) : Task.CompletedTask;

    /// <summary>A container has ended.</summary>
    public void Ended(string container) => _ended[container].TrySetResult();
}
