using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>What a Pod and its hint say about each container.</summary>
internal sealed class ContainerFacts(PodView pod, Hint hint)
{
    private readonly Dictionary<string, Readiness> _readiness = new(StringComparer.Ordinal);

    public ContainerView this[string name] => pod.Find(name)!;

    /// <summary>Whether what the container runs is known: the manifest's command, or the image's as the hint tells it.</summary>
    public bool IsCommandKnown(string name) =>
        this[name].HasCommand || hint.Command.ContainsKey(name);

    /// <summary>How the container's readiness is told.</summary>
    /// <exception cref="RefusedException">It cannot be told from inside the Pod.</exception>
    public Readiness ReadinessOf(string name) => _readiness.TryGetValue(name, out var known)
        ? known
        : _readiness[name] = ReadinessReader.Of(this[name], hint, pod.IsOnHostNetwork);

    /// <summary>Whether kubelet keeps the wait by itself: it starts no regular container before its native sidecars.</summary>
    public bool IsGivenByKubelet(Edge edge) => this[edge.Dependency].IsSidecar
        && (edge.Condition == Condition.Started || ReadinessOf(edge.Dependency) is Readiness.GivenByKubelet);

    /// <summary>The cell of the matrix that a wait falls into.</summary>
    public Cell CellOf(Edge edge, Strategy strategy, bool waitsItself = false)
    {
        var dependency = this[edge.Dependency];
        return new Cell(
            edge.Condition, strategy, dependency.RestartPolicy, IsCommandKnown(edge.Dependency), SourceOf(dependency),
            dependency.HasNetworkProbe, dependency.IsSidecar, waitsItself, hint.Timeout is not null);
    }

    private ReadinessSource SourceOf(ContainerView container) =>
        hint.Ready.ContainsKey(container.Name) ? ReadinessSource.Checked
        : (container.ReadinessProbe ?? container.StartupProbe) switch
        {
            null => ReadinessSource.None,
            { Kind: not ProbeKind.Exec } => ReadinessSource.Checked,
            { Field: Probe.Startup } => ReadinessSource.StartupExec,
            _ => ReadinessSource.ReadinessExec,
        };
}
