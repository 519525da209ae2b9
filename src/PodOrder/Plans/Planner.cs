using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Turns a Pod and its hint into a plan: who waits how, and what has to be recorded for it.</summary>
internal sealed class Planner
{
    private readonly OrderGraph _graph;
    private readonly ContainerFacts _facts;
    private readonly Dictionary<string, Strategy> _strategies;
    private readonly PolicyEffects _policies = PolicyEffects.None;

    private Planner(PodView pod, Hint hint, IReadOnlyList<AskedWait> asked)
    {
        _graph = hint.AsksForOrder ? GraphBuilder.Build(hint, pod) : OrderGraph.Empty;
        _facts = new ContainerFacts(pod, hint);
        var choice = new StrategyChoice(_facts, hint);
        _strategies = new Dictionary<string, Strategy>(StringComparer.Ordinal);
        foreach (var (waiter, edges) in _graph.Waiters) _strategies.Add(waiter, choice.Choose(waiter, edges));
        if (asked.Count == 0) return;

        _policies = new PolicyWaits(pod, _facts, _graph, _strategies.ContainsValue(Strategy.PostStart)).Add(asked);
        _graph = new OrderGraph([.. _graph.Edges, .. _policies.Kept], _graph.Unresolved);
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
        var containers = new List<ContainerPlan>(pod.Containers.Length);
        foreach (var container in pod.InitContainers)
        {
            if (container.IsSidecar) planner.AddPlan(container, containers);
        }
        foreach (var container in pod.Containers) planner.AddPlan(container, containers);
        var names = pod.Names;
        var order = planner._strategies.ContainsValue(Strategy.PostStart) ? planner._graph.Order(names) : names;
        var warnings = new Warnings(pod, hint, planner._graph, planner._facts, planner._strategies, planner._policies);
        return new Plan(planner._graph, containers, order, hint.Timeout, warnings.All()) { Policies = planner._policies };
    }

    // A container that nobody waits for and that waits for nobody stays as it is.
    private void AddPlan(ContainerView container, List<ContainerPlan> plans)
    {
        var waits = Waits(container.Name);
        var parts = Part.Nothing;
        IReadOnlyList<Wait> awaits = [];
        foreach (var edge in _graph.WaitsFor(container.Name))
        {
            var asked = DependencyTable.Parts(_facts.CellOf(edge, _strategies[edge.Waiter], waits.Count > 0));
            parts |= asked;
            if (asked.HasFlag(Part.Await) && awaits.All(it => it.Condition != edge.Condition)) awaits = [.. awaits, ToAwait(edge)];
        }
        if (waits.Count == 0 && parts == Part.Nothing) return;
        plans.Add(new ContainerPlan(container)
        {
            Waits = waits,
            Awaits = awaits,
            RecordsStarted = parts.HasFlag(Part.RecordStart),
            RecordsEnded = parts.HasFlag(Part.RecordEnd),
            Parks = parts.HasFlag(Part.Park),
            Marks = parts.HasFlag(Part.Mark),
            Lingers = parts.HasFlag(Part.Linger),
            RecordedProbe = parts.HasFlag(Part.RecordProbe) ? container.ReadinessProbe ?? container.StartupProbe : null,
        });
    }

    private IReadOnlyList<Wait> Waits(string waiter)
    {
        if (!_strategies.TryGetValue(waiter, out var strategy) || strategy != Strategy.Sentinel) return [];
        var edges = _graph.WaitsOf(waiter);
        var waits = new List<Wait>(edges.Count);
        foreach (var edge in edges)
        {
            if (!_facts.IsGivenByKubelet(edge)) waits.Add(ToWait(edge));
        }
        return waits;
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
