using System.Text.Json;
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
        var graph = Resolved(Asked(hint, pod), hint, pod);
        if (Circle.Find(graph) is { } circle)
        {
            throw new RefusedException(RefusalReason.Cycle,
                $"containers wait for each other in a circle: {string.Join(" -> ", circle)}; take one of these steps out of podorder.io/order or podorder.io/depends-on");
        }
        return graph;
    }

    private static OrderGraph Resolved(AskedSteps asked, Hint hint, PodView pod)
    {
        var edges = new List<Edge>(asked.Count);
        var unresolved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ((waiter, dependency), conditions) in asked)
        {
            var isMissing = NoteIfMissing(waiter) | NoteIfMissing(dependency);
            if (isMissing) continue;
            foreach (var condition in conditions!) edges.Add(new Edge(waiter, dependency, condition));
            if (conditions.Length == 0) edges.Add(new Edge(waiter, dependency, DefaultCondition.Of(pod.Find(dependency)!, waiter, hint)));
        }
        return new OrderGraph(edges, [.. unresolved]);

        bool NoteIfMissing(string name)
        {
            if (pod.Find(name) is not null) return false;
            unresolved.Add(name);
            return true;
        }
    }

    // Two stages of n and m items are n × m waits: a hint is bounded before it is multiplied out.
    private static void CheckSize(Hint hint)
    {
        var (items, entries) = (0, hint.DependsOn.Count);
        foreach (var stage in hint.Stages) items += stage.Count;
        if (items > MostContainers)
            throw new RefusedException(RefusalReason.Malformed, $"podorder.io/order names {items} containers; at most {MostContainers} can be put in order");
        if (entries > MostEntries)
            throw new RefusedException(RefusalReason.Malformed, $"podorder.io/depends-on has {entries} entries; at most {MostEntries} are read");
    }

    public static bool IsForWindows(PodView pod) =>
        (pod.Spec.Member("os"u8).Member("name"u8) is { ValueKind: JsonValueKind.String } os ? os : pod.Spec.Member("nodeSelector"u8).Member("kubernetes.io/os"u8)).Is("windows"u8);

    private static void CheckSystem(PodView pod)
    {
        if (!IsForWindows(pod)) return;
        throw new RefusedException(RefusalReason.Pod,
            "this Pod is for Windows, where the gate, a Linux program, cannot run; take its podorder.io annotations out");
    }

    private static void CheckNames(PodView pod)
    {
        var count = pod.Containers.Length + pod.InitContainers.Length;
        if (count > MostContainers)
            throw new RefusedException(RefusalReason.Pod, $"this Pod has {count} containers; at most {MostContainers} can be put in order");
        if (pod.Containers.Length == 0)
            throw new RefusedException(RefusalReason.Pod, "this Pod has no containers to put in order; give it a list spec.containers");
        if (pod.HasProperNames) return;
        var group = pod.Containers.Concat(pod.InitContainers).GroupBy(c => c.Name).First(g => g.Key.Length == 0 || g.Count() > 1);
        throw new RefusedException(RefusalReason.Pod, $"{group.Count()} containers of this Pod are named {Quote.Of(group.Key)}; give each a name of its own");
    }

    private static AskedSteps Asked(Hint hint, PodView pod)
    {
        var asked = new AskedSteps();
        IReadOnlyList<OrderItem> before = [];
        foreach (var stage in hint.Stages)
        {
            // Optional containers that are not there are skipped, and a stage left empty collapses.
            var there = There(stage, pod);
            if (there.Count == 0) continue;
            foreach (var waiter in there)
            {
                foreach (var dependency in before) Ask(waiter.Name, dependency.Name, dependency.Condition);
            }
            before = there;
        }
        foreach (var item in hint.DependsOn)
        {
            if (!item.Optional || pod.Find(item.Name) is not null) Ask(item.Waiter, item.Name, item.Condition);
        }
        return asked;

        void Ask(string waiter, string dependency, Condition? condition)
        {
            CheckParts(pod, waiter, dependency);
            asked.Add(waiter, dependency, condition);
        }
    }

    private static IReadOnlyList<OrderItem> There(IReadOnlyList<OrderItem> stage, PodView pod)
    {
        foreach (var item in stage)
        {
            if (item.Optional && pod.Find(item.Name) is null) return [.. stage.Where(it => !it.Optional || pod.Find(it.Name) is not null)];
        }
        return stage;
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
        if (pod.WasInjected || hint.Command.Count == 0 || hint.Command.Keys.FirstOrDefault(name => pod.Find(name)?.HasCommand == true) is not { } known) return;
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
