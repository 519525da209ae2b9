using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Kubelet;

/// <summary>One run of a container together with what it runs.</summary>
internal sealed class Instance
{
    private volatile ContainerRun _run;

    /// <summary>An instance that is about to be created.</summary>
    public Instance(Container spec, int attempt, string id)
    {
        Spec = spec;
        Id = id;
        _run = new ContainerRun(spec.Name, attempt);
    }

    /// <summary>Its container, as the manifest has it.</summary>
    public Container Spec { get; }

    /// <summary>What probe results are kept under.</summary>
    public string Id { get; }

    /// <summary>How far it has come.</summary>
    public ContainerRun Run
    {
        get => _run;
        set => _run = value;
    }

    /// <summary>Its process.</summary>
    public RunningContainer? Process { get; set; }

    /// <summary>Whether it runs now.</summary>
    public bool IsRunning => Run.IsRunning;

    /// <summary>Whether it has ended well.</summary>
    public bool Succeeded => Run.ExitCode == 0;
}
