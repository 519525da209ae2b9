using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Graphs;

/// <summary>Holds a hint against a Pod's containers: names become edges, defaults become conditions.</summary>
internal static class GraphBuilder
{
    // Far more than any Pod has; keeps the edges of two large stages, and every walk over them, small.
    private const int MostContainers = 500, MostEntries = 10_000;

    public static OrderGraph Build(Hint hint, PodView pod)
    {
        CheckSize(hint);
        CheckSystem(pod);
        CheckNames(pod);
        CheckCommands(hint, pod);
        var asked = Asked(hint, pod).ToList();
        foreach (var (waiter, dependency, _) in asked) CheckParts(pod, waiter, dependency);

        var edges = new List<Edge>();
        var unresolved = new List<string>();
        foreach (var pair in asked.GroupBy(a => (a.Waiter, a.Dependency)))
        {
            var missing = new[] { pair.Key.Waiter, pair.Key.Dependency }.Where(name => pod.Find(name) is null).ToList();
            unresolved.AddRange(missing);
            if (missing.Count > 0) continue;

            // The same edge twice: an explicit condition beats the default, two explicit ones both hold.
            var conditions = pair.Select(a => a.Condition).OfType<Condition>().Distinct().ToList();
            if (conditions.Count == 0) conditions.Add(DefaultCondition.Of(pod.Find(pair.Key.Dependency)!, pair.Key.Waiter, hint));
            edges.AddRange(conditions.Select(condition => new Edge(pair.Key.Waiter, pair.Key.Dependency, condition)));
        }

        if (Circle.Find(edges) is { } circle)
        {
            throw new RefusedException(RefusalReason.Cycle,
                $"containers wait for each other in a circle: {string.Join(" -> ", circle)}; take one of these steps out of podorder.io/order or podorder.io/depends-on");
        }
        return new OrderGraph(edges, [.. unresolved.Distinct()]);
    }

    // Two stages of n and m items are n × m waits: a hint is bounded before it is multiplied out.
    private static void CheckSize(Hint hint)
    {
        var (items, entries) = (hint.Stages.Sum(stage => stage.Count), hint.DependsOn.Count);
        if (items > MostContainers)
            throw new RefusedException(RefusalReason.Malformed, $"podorder.io/order names {items} containers; at most {MostContainers} can be put in order");
        if (entries > MostEntries)
            throw new RefusedException(RefusalReason.Malformed, $"podorder.io/depends-on has {entries} entries; at most {MostEntries} are read");
    }

    public static bool IsForWindows(PodView pod) =>
        (pod.Spec.Member("os").Member("name").Text() ?? pod.Spec.Member("nodeSelector").Member("kubernetes.io/os").Text()) == "windows";

    private static void CheckSystem(PodView pod)
    {
        if (!IsForWindows(pod)) return;
        throw new RefusedException(RefusalReason.Pod,
            "this Pod is for Windows, where the gate, a Linux program, cannot run; take its podorder.io annotations out");
    }

    private static void CheckNames(PodView pod)
    {
        var names = pod.Containers.Concat(pod.InitContainers).Select(c => c.Name).ToList();
        if (names.Count > MostContainers)
            throw new RefusedException(RefusalReason.Pod, $"this Pod has {names.Count} containers; at most {MostContainers} can be put in order");
        if (pod.Containers.Count == 0)
            throw new RefusedException(RefusalReason.Pod, "this Pod has no containers to put in order; give it a list spec.containers");
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Key.Length == 0 || g.Count() > 1) is { } group)
            throw new RefusedException(RefusalReason.Pod, $"{group.Count()} containers of this Pod are named {Quote.Of(group.Key)}; give each a name of its own");
    }

    private static IEnumerable<(string Waiter, string Dependency, Condition? Condition)> Asked(Hint hint, PodView pod)
    {
        // Optional containers that are not there are skipped, and a stage left empty collapses.
        var stages = hint.Stages
            .Select(stage => stage.Where(item => !item.Optional || pod.Find(item.Name) is not null).ToList())
            .Where(stage => stage.Count > 0).ToList();
        var steps = stages.Zip(stages.Skip(1)).SelectMany(pair =>
            from waiter in pair.Second from dependency in pair.First select (waiter.Name, dependency.Name, dependency.Condition));
        var entries = hint.DependsOn
            .Where(item => !item.Optional || pod.Find(item.Name) is not null)
            .Select(item => (item.Waiter, item.Name, item.Condition));
        return steps.Concat(entries);
    }

    private static void CheckParts(PodView pod, string waiter, string dependency)
    {
        if (pod.Find(waiter) is { IsInit: true } init)
        {
            throw new RefusedException(RefusalReason.Container, init.IsSidecar
                ? $"container \"{waiter}\" is a native sidecar: it may be waited for, but cannot wait for \"{dependency}\"; kubelet starts the initContainers in the order of their list"
                : $"container \"{waiter}\" is an init container: these are ordered already, by their place in initContainers; take it out of the order");
        }
        if (pod.Find(dependency) is { IsInit: true, IsSidecar: false })
        {
            throw new RefusedException(RefusalReason.Container,
                $"container \"{dependency}\" is an init container: it has ended before \"{waiter}\" is started at all; take it out of the order");
        }
    }

    private static void CheckCommands(Hint hint, PodView pod)
    {
        // After an earlier injection, a command that stands there now is another webhook's wrapper around ours.
        if (pod.WasInjected || hint.Command.Keys.FirstOrDefault(name => pod.Find(name)?.HasCommand == true) is not { } known) return;
        throw new RefusedException(RefusalReason.Container,
            $"podorder.io/command has an entry for \"{known}\", whose command stands in the manifest already; take the entry out");
    }

    internal static RefusedException Unknown(PodView pod, string name, string annotation)
    {
        var names = pod.Containers.Concat(pod.InitContainers.Where(c => c.IsSidecar)).Select(c => c.Name).ToList();
        var proposal = Nearest.To(name, names) is { } nearest
            ? $"did you mean \"{nearest}\"?"
            : $"it has {string.Join(", ", names.Take(10).Select(n => $"\"{n}\""))}";
        return new RefusedException(RefusalReason.Container, $"{annotation} names a container \"{name}\" that this Pod does not have; {proposal}");
    }
}
