using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>What may surprise, told as the API server wants it: one line of at most 120 characters (admission/v1 AdmissionResponse.warnings).</summary>
internal sealed class Warnings(PodView pod, Hint hint, OrderGraph graph, ContainerFacts facts, IReadOnlyDictionary<string, Strategy> strategies)
{
    private const int Longest = 120;

    // The API server passes on 4 KiB of warnings altogether.
    private const int MostOfPolicies = 16;

    public IReadOnlyList<string> All() => [.. HeldBack().Concat(Undeletable()).Concat(LateReady()).Concat(Mutual()).Concat(Missing()).Select(Shorten)];

    /// <summary>What policies ask for and do not get.</summary>
    public static IEnumerable<string> Of(PolicyEffects policies)
    {
        var told = policies.Skipped.Select(wait => wait.Warning).Take(MostOfPolicies);
        var untold = policies.Skipped.Count - MostOfPolicies;
        return (untold > 0 ? told.Append($"{untold} more waits of policies are not kept in this Pod") : told).Select(Shorten);
    }

    private IEnumerable<string> HeldBack() =>
        from strategy in strategies
        where strategy.Value == Strategy.PostStart
        select hint.Strategy == Strategy.Auto
            ? $"the command of \"{strategy.Key}\" is not known: it is held back by postStart hooks, which delay but cannot forbid"
            : $"\"{strategy.Key}\" is held back by postStart hooks: if a hook fails or runs out of time, it starts all the same";

    // kubelet cannot delete a Pod while a postStart hook blocks: the hook's bound is the Pod's real grace period.
    private IEnumerable<string> Undeletable()
    {
        var grace = TimeSpan.FromSeconds(pod.Spec.Member("terminationGracePeriodSeconds").Int() ?? 30);
        var bound = hint.Timeout ?? Plan.DefaultHookTimeout;
        if (strategies.Values.Contains(Strategy.PostStart) && bound > grace)
            yield return $"while a hook blocks, for up to {Duration.Print(bound)}, this Pod cannot be deleted, whatever its grace period";
    }

    private IEnumerable<string> LateReady() =>
        from waiter in strategies.Where(s => s.Value == Strategy.Sentinel).Select(s => facts[s.Key])
        let delay = waiter.LivenessProbe?.InitialDelay ?? default
        where delay > TimeSpan.Zero
        select $"\"{waiter.Name}\" is ready {Duration.Print(delay)} after its wait at the earliest: its livenessProbe has that initialDelaySeconds";

    // A port that only a waiter opens tells nothing of its dependency, and the two would wait for each other.
    private IEnumerable<string> Mutual() =>
        from edge in graph.Edges
        where edge.Condition == Condition.Ready && strategies.ContainsKey(edge.Waiter)
        let port = facts.ReadinessOf(edge.Dependency) is Readiness.Checked { Check.What.Port: > 0 and var number } ? number : 0
        where Declares(facts[edge.Waiter], port) && !Declares(facts[edge.Dependency], port)
        select $"\"{edge.Waiter}\" waits for \"{edge.Dependency}\" on port {port}, which \"{edge.Waiter}\" itself declares: this may never end";

    private IEnumerable<string> Missing() =>
        graph.Unresolved.Select(name => $"no container \"{name}\" in this Pod yet: its place in the order counts once it is added");

    private static bool Declares(ContainerView container, int port) =>
        container.Json.Member("ports").Items().Any(p => p.Member("containerPort").Int() == port);

    private static string Shorten(string sentence) => sentence.Length <= Longest ? sentence : sentence[..(Longest - 1)] + "…";
}
