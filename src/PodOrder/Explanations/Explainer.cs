using System.Text.Json;
using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Injection;
using PodOrder.Plans;
using PodOrder.Policies;
using PodOrder.Pods;
using PodOrder.Workloads;

namespace PodOrder.Explanations;

/// <summary>Explains what becomes of a Pod.</summary>
public static class Explainer
{
    private const string LookedUp = "its command is left to its image and looked up in a registry when the Pod is made";

    /// <summary>The explanation of a Pod or template, injected or not; null where nothing asks for an order.</summary>
    /// <param name="pod">The Pod as JSON.</param>
    /// <param name="policies">The policies that <see cref="PolicySet.Match"/> found for it.</param>
    /// <exception cref="RefusedException">The hint cannot be honoured.</exception>
    public static Explanation? Explain(JsonElement pod, IReadOnlyList<PodOrderPolicy>? policies = null)
    {
        var view = Restoration.Of(pod, Marks.Find(pod));
        if (HintReader.OptsOut(view.Annotations)) return null;
        var asked = AskedWaits.Of(view, policies ?? []);
        var hint = HintReader.Read(view.Annotations) ?? (asked.Count > 0 ? Hint.None : null);
        if (hint is null) return null;

        var supposed = SupposedCommands.Of(pod, policies);
        var known = KnownCommands.AddTo(hint, view, supposed);
        var plan = Planner.Plan(view, known, asked);
        var facts = new ContainerFacts(view, known);
        var reasons = new WaitReasons(hint, facts);
        var ours = view.InitContainers.Where(container => container.Name != Marks.InstallName).ToList();
        var names = ours.Concat(view.Containers).Select(container => container.Name).ToList();
        var containers = plan.Graph.Order(names).Select(name => Explain(view.Find(name)!, plan, reasons, facts, supposed.ContainsKey(name)));
        return new Explanation([.. containers], plan.Graph.Unresolved, [.. plan.Policies.Skipped.Select(wait => wait.Warning)], plan.Timeout, plan.Warnings);
    }

    private static ContainerExplanation Explain(ContainerView container, Plan plan, WaitReasons reasons, ContainerFacts facts, bool isSupposed)
    {
        var own = plan.Containers.FirstOrDefault(it => it.Name == container.Name);
        var waits = plan.Graph.WaitsOf(container.Name)
            .Select(edge => new WaitExplanation(edge.Dependency, edge.Condition, reasons.Why(edge), WaitMechanism.Of(edge, plan, facts)));
        var role = container.IsSidecar ? ContainerRole.Sidecar : container.IsInit ? ContainerRole.Init : ContainerRole.Regular;
        return new ContainerExplanation(container.Name, role, [.. waits], own is null ? [] : [.. isSupposed ? [LookedUp] : Array.Empty<string>(), .. ContainerChanges.Of(own, plan)]);
    }
}
