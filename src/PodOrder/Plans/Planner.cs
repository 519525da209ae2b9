using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>Turns a Pod and its hint into a plan: who waits how, and what has to be recorded for it.</summary>
internal sealed class Planner
{
    private readonly PodView _pod;
    private readonly Hint _hint;
    private readonly OrderGraph _graph;
    private readonly StrategyChoice _choice;
    private readonly bool _hostNetwork;
    private readonly Dictionary<string, Strategy> _strategies;

    private Planner(PodView pod, Hint hint)
    {
        _pod = pod;
        _hint = hint;
        _graph = GraphBuilder.Build(hint, pod);
        _choice = new StrategyChoice(pod, hint);
        _hostNetwork = pod.Spec.Member("hostNetwork").True();
        foreach (var edge in _graph.Edges) ConditionRules.Check(edge, pod.Find(edge.Dependency)!);
        _strategies = _graph.Edges.GroupBy(e => e.Waiter).ToDictionary(g => g.Key, g => _choice.Choose(g.Key, [.. g]));
    }

    /// <summary>Plans a Pod.</summary>
    /// <exception cref="RefusedException">The hint cannot be honoured in this Pod.</exception>
    public static Plan Plan(PodView pod, Hint hint)
    {
        var planner = new Planner(pod, hint);
        var containers = pod.InitContainers.Where(c => c.IsSidecar).Concat(pod.Containers).Select(planner.PlanFor).Where(c => c.IsTouched);
        var names = pod.Containers.Select(c => c.Name).ToList();
        var order = planner._strategies.ContainsValue(Strategy.PostStart) ? planner._graph.Order(names) : names;
        return new Plan(planner._graph, [.. containers], order, hint.Timeout, [.. planner.Warnings()]);
    }

    private ContainerPlan PlanFor(ContainerView container)
    {
        var asked = _graph.WaitsFor(container.Name).ToList();
        var bySentinel = asked.Where(e => _strategies[e.Waiter] == Strategy.Sentinel).Select(e => e.Condition).ToHashSet();
        var waits = Waits(container);
        var awaits = Awaits(container, asked, waits.Count > 0);
        var known = _choice.IsCommandKnown(container);
        var mayEnd = !container.IsInit && container.RestartPolicy != RestartPolicy.Always;
        var probe = bySentinel.Contains(Condition.Ready) && Readiness(container) is Readiness.Recorded recorded ? recorded.Probe : null;
        var endAsked = asked.Any(e => e.Condition is Condition.Completed or Condition.Succeeded);
        // kubelet starts native sidecars before every regular container: nothing to record.
        var startAsked = !container.IsInit && (bySentinel.Contains(Condition.Started) || awaits.Any(a => a.Condition == Condition.Started));
        return new ContainerPlan(container)
        {
            Waits = waits,
            Awaits = awaits,
            RecordedProbe = probe,
            // A startup probe is not repeated, so its record does not expire: the wrapper voids it when the container starts again.
            RecordsStarted = known && !container.IsInit && (startAsked || probe?.Field == Probe.Startup),
            Marks = !known && startAsked,
            // Where it will not run again, its waiters must learn that it ended, or they would wait for ever.
            RecordsEnded = endAsked || (mayEnd && known && bySentinel.Contains(Condition.Ready)),
            Parks = endAsked && container.RestartPolicy == RestartPolicy.Always,
        };
    }

    private List<Wait> Waits(ContainerView waiter) =>
        _strategies.GetValueOrDefault(waiter.Name) != Strategy.Sentinel ? [] :
        [.. _graph.WaitsOf(waiter.Name).Where(e => !IsGivenByKubelet(e)).Select(ToWait)];

    // Without gates of their own, containers are launched in the order of their list; a gate's waiting has to be awaited.
    private List<Wait> Awaits(ContainerView dependency, List<Edge> asked, bool waitsItself) =>
        [.. asked.Where(e => _strategies[e.Waiter] == Strategy.PostStart)
            .Where(e => !IsGivenByKubelet(e) && (e.Condition != Condition.Started || waitsItself))
            .DistinctBy(e => e.Condition).Select(ToWait)
            .Select(wait => AsSeenBy(dependency, wait, asked))];

    private Wait AsSeenBy(ContainerView dependency, Wait wait, List<Edge> asked)
    {
        if (wait.Readiness is not Readiness.Checked { Check: { What.Kind: ReadyCheckKind.File } check }) return wait;
        var waiter = _pod.Find(asked.First(e => e.Condition == Condition.Ready && _strategies[e.Waiter] == Strategy.PostStart).Waiter)!;
        var path = SharedPath.Translate(check.What.Target, waiter, dependency);
        return wait with { Readiness = new Readiness.Checked(check with { What = check.What with { Target = path } }) };
    }

    private Wait ToWait(Edge edge)
    {
        var dependency = _pod.Find(edge.Dependency)!;
        return new Wait(edge.Dependency, edge.Condition, dependency.RestartPolicy, edge.Condition == Condition.Ready ? Readiness(dependency) : null);
    }

    private Readiness Readiness(ContainerView container) => ReadinessReader.Of(container, _hint, _hostNetwork);

    private bool IsGivenByKubelet(Edge edge)
    {
        var dependency = _pod.Find(edge.Dependency)!;
        return dependency.IsSidecar && (edge.Condition == Condition.Started || Readiness(dependency) is Readiness.GivenByKubelet);
    }

    private IEnumerable<string> Warnings()
    {
        foreach (var (waiter, _) in _strategies.Where(s => s.Value == Strategy.PostStart))
        {
            if (_hint.Strategy == Strategy.Auto)
                yield return Warning.Shorten($"the command of \"{waiter}\" is not known: it is held back by postStart hooks, which delay but cannot forbid");
            else
                yield return Warning.Shorten($"\"{waiter}\" is held back by postStart hooks: if a hook fails or runs out of time, it starts all the same");
        }
        foreach (var name in _graph.Unresolved)
            yield return Warning.Shorten($"no container \"{name}\" in this Pod yet: its place in the order counts once it is added");
    }
}
