using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Turns a Pod and its hint into a plan: who waits how, and what has to be recorded for it.</summary>
internal sealed class Planner
{
    private readonly PodView _pod;
    private readonly OrderGraph _graph;
    private readonly ContainerFacts _facts;
    private readonly Dictionary<string, Strategy> _strategies;
    private readonly PolicyEffects _policies = PolicyEffects.None;

    private Planner(PodView pod, Hint hint, IReadOnlyList<AskedWait> asked)
    {
        _pod = pod;
        _graph = hint.AsksForOrder ? GraphBuilder.Build(hint, pod) : OrderGraph.Empty;
        _facts = new ContainerFacts(pod, hint);
        var choice = new StrategyChoice(_facts, hint);
        _strategies = _graph.Edges.GroupBy(e => e.Waiter).ToDictionary(g => g.Key, g => choice.Choose(g.Key, [.. g]), StringComparer.Ordinal);
        if (asked.Count == 0) return;

        _policies = new PolicyWaits(pod, _facts, _graph, _strategies.ContainsValue(Strategy.PostStart)).Add(asked);
        _graph = _graph with { Edges = [.. _graph.Edges, .. _policies.Kept] };
        foreach (var edge in _policies.Kept) _strategies[edge.Waiter] = Strategy.Sentinel;
    }

    /// <summary>Plans a Pod.</summary>
    /// <param name="pod">The Pod.</param>
    /// <param name="hint">What it asks for itself.</param>
    /// <param name="asked">What policies ask for.</param>
    /// <exception cref="RefusedException">The hint cannot be honoured in this Pod.</exception>
    public static Plan Plan(PodView pod, Hint hint, IReadOnlyList<AskedWait> asked)
    {
        var planner = new Planner(pod, hint, asked);
        var containers = pod.InitContainers.Where(c => c.IsSidecar).Concat(pod.Containers).Select(planner.PlanFor).Where(c => c.IsTouched);
        var names = pod.Containers.Select(c => c.Name).ToList();
        var order = planner._strategies.ContainsValue(Strategy.PostStart) ? planner._graph.Order(names) : names;
        var warnings = new Warnings(pod, hint, planner._graph, planner._facts, planner._strategies);
        return new Plan(planner._graph, [.. containers], order, hint.Timeout, [.. warnings.All(), .. Warnings.Of(planner._policies)]) { Policies = planner._policies };
    }

    private ContainerPlan PlanFor(ContainerView container)
    {
        var waits = _strategies.GetValueOrDefault(container.Name) == Strategy.Sentinel
            ? _graph.WaitsOf(container.Name).Where(edge => !_facts.IsGivenByKubelet(edge)).Select(ToWait).ToList() : [];
        var asked = _graph.WaitsFor(container.Name)
            .Select(edge => (Edge: edge, Parts: DependencyTable.Parts(_facts.CellOf(edge, _strategies[edge.Waiter], waits.Count > 0)))).ToList();
        var parts = asked.Aggregate(Part.Nothing, (sum, wait) => sum | wait.Parts);
        return new ContainerPlan(container)
        {
            Waits = waits,
            Awaits = [.. asked.Where(wait => wait.Parts.HasFlag(Part.Await)).DistinctBy(wait => wait.Edge.Condition).Select(wait => ToAwait(wait.Edge))],
            RecordsStarted = parts.HasFlag(Part.RecordStart),
            RecordsEnded = parts.HasFlag(Part.RecordEnd),
            Parks = parts.HasFlag(Part.Park),
            Marks = parts.HasFlag(Part.Mark),
            Lingers = parts.HasFlag(Part.Linger),
            RecordedProbe = parts.HasFlag(Part.RecordProbe) ? container.ReadinessProbe ?? container.StartupProbe : null,
        };
    }

    private Wait ToWait(Edge edge) => new(
        edge.Dependency, edge.Condition, _facts[edge.Dependency].RestartPolicy,
        edge.Condition == Condition.Ready ? _facts.ReadinessOf(edge.Dependency) : null);

    // The hook runs in the dependency: a file that the hint names as its waiter sees it may lie elsewhere there.
    private Wait ToAwait(Edge edge)
    {
        var wait = ToWait(edge);
        if (wait.Readiness is not Readiness.Checked { Check: { What.Kind: ReadyCheckKind.File } check }) return wait;
        var path = SharedPath.Translate(check.What.Target, _facts[edge.Waiter], _facts[edge.Dependency]);
        return wait with { Readiness = new Readiness.Checked(check with { What = check.What with { Target = path } }) };
    }
}
