using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Plans;

/// <summary>What may surprise, told as the API server wants it: one line of at most 120 characters (admission/v1 AdmissionResponse.warnings).</summary>
internal sealed class Warnings(PodView pod, Hint hint, OrderGraph graph, ContainerFacts facts, Dictionary<string, Strategy> strategies, PolicyEffects policies)
{
    private const int Longest = 120;

    // The API server passes on 4 KiB of warnings altogether.
    private const int MostOfPolicies = 16;

    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> All()
    {
        if (strategies.ContainsValue(Strategy.PostStart))
        {
            TellHeldBack();
            TellUndeletable();
        }
        TellLateReady();
        TellMutual();
        foreach (var name in graph.Unresolved) Tell($"no container \"{name}\" in this Pod yet: its place in the order counts once it is added");
        TellSkipped();
        return _sentences;
    }

    private void TellHeldBack()
    {
        foreach (var (waiter, strategy) in strategies)
        {
            if (strategy != Strategy.PostStart) continue;
            Tell(hint.Strategy == Strategy.Auto
                ? $"the command of \"{waiter}\" is not known: it is held back by postStart hooks, which delay but cannot forbid"
                : $"\"{waiter}\" is held back by postStart hooks: if a hook fails or runs out of time, it starts all the same");
        }
    }

    // kubelet cannot delete a Pod while a postStart hook blocks: the hook's bound is the Pod's real grace period.
    private void TellUndeletable()
    {
        var grace = TimeSpan.FromSeconds(pod.Spec.Member("terminationGracePeriodSeconds"u8).Int() ?? 30);
        var bound = hint.Timeout ?? Plan.DefaultHookTimeout;
        if (bound > grace) Tell($"while a hook blocks, for up to {Duration.Print(bound)}, this Pod cannot be deleted, whatever its grace period");
    }

    private void TellLateReady()
    {
        foreach (var (waiter, strategy) in strategies)
        {
            if (strategy != Strategy.Sentinel || facts[waiter].LivenessProbe is not { InitialDelay.Ticks: > 0 and var delay }) continue;
            Tell($"\"{waiter}\" is ready {Duration.Print(TimeSpan.FromTicks(delay))} after its wait at the earliest: its livenessProbe has that initialDelaySeconds");
        }
    }

    // A port that only a waiter opens tells nothing of its dependency, and the two would wait for each other.
    private void TellMutual()
    {
        foreach (var edge in graph.Edges)
        {
            if (edge.Condition != Condition.Ready || facts.ReadinessOf(edge.Dependency) is not Readiness.Checked { Check.What.Port: > 0 and var port }) continue;
            if (Declares(facts[edge.Waiter], port) && !Declares(facts[edge.Dependency], port))
                Tell($"\"{edge.Waiter}\" waits for \"{edge.Dependency}\" on port {port}, which \"{edge.Waiter}\" itself declares: this may never end");
        }
    }

    // What policies ask for and do not get.
    private void TellSkipped()
    {
        foreach (var wait in policies.Skipped.Take(MostOfPolicies)) Tell(wait.Warning);
        var untold = policies.Skipped.Count - MostOfPolicies;
        if (untold > 0) Tell($"{untold} more waits of policies are not kept in this Pod");
    }

    private static bool Declares(ContainerView container, int port)
    {
        foreach (var declared in container.Json.Member("ports"u8).Each())
        {
            if (declared.Member("containerPort"u8).Int() == port) return true;
        }
        return false;
    }

    private void Tell(string sentence) => _sentences.Add(sentence.Length <= Longest ? sentence : sentence[..(Longest - 1)] + "…");
}
