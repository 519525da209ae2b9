using PodOrder.Conformance.Manifests;

namespace PodOrder.Conformance.Kubelet;

/// <summary>What kubelet knows of a Pod: what the runtime tells, what the probes tell, what was asked for.</summary>
internal sealed class PodState
{
    private readonly Lock _lock = new();
    private readonly List<Instance> _all = [];
    private readonly Dictionary<string, Instance> _latest = [];

    /// <summary>A Pod of which nothing has run.</summary>
    public PodState(PodManifest pod) => Pod = pod;

    /// <summary>The manifest.</summary>
    public PodManifest Pod { get; }

    /// <summary>What the probes have told.</summary>
    public ProbeResults Probes { get; } = new();

    /// <summary>Whether somebody has asked for the Pod's deletion.</summary>
    public volatile bool DeletionRequested;

    /// <summary>Whether the sandbox is gone and nobody has looked yet.</summary>
    public volatile bool SandboxLost;

    /// <summary>Which sandbox it is, from 0.</summary>
    public int Sandbox { get; set; }

    /// <summary>All runs of all containers, in the order of their creation.</summary>
    public IReadOnlyList<Instance> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    /// <summary>The instances that run now.</summary>
    public IReadOnlyList<Instance> Running => [.. All.Where(instance => instance.IsRunning)];

    /// <summary>The latest run of a container, if the runtime still knows one.</summary>
    public Instance? Latest(string container)
    {
        lock (_lock)
            return _latest.GetValueOrDefault(container);
    }

    /// <summary>Adds a new run of a container.</summary>
    public Instance Add(Container container, string podId)
    {
        lock (_lock)
        {
            var attempt = _all.Count(instance => instance.Spec.Name == container.Name);
            var instance = new Instance(container, attempt, $"{podId}-{container.Name}-{attempt}");
            _all.Add(instance);
            return _latest[container.Name] = instance;
        }
    }

    /// <summary>A new sandbox forgets the init containers, so that they run again.</summary>
    public void PurgeInitContainers()
    {
        lock (_lock)
            foreach (var container in Pod.Spec.InitContainers)
                _latest.Remove(container.Name);
    }
}
