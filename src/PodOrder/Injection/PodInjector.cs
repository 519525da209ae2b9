using System.Text.Json;
using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Puts an order into a Pod.</summary>
public static class PodInjector
{
    private const string StatusKey = HintKeys.Status, MirrorKey = "kubernetes.io/config.mirror";
    private const int LongestStatus = 4096;

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static readonly string Version = typeof(PodInjector).Assembly.GetName().Version!.ToString(3);

    /// <summary>Computes what has to change in a Pod so that its hint is kept.</summary>
    /// <param name="pod">The Pod as JSON; it is read, never rewritten.</param>
    /// <param name="options">What the installation decides.</param>
    /// <param name="images">By container, what its image runs, as far as <see cref="ImagesToLookUp"/> asked for it and it was found.</param>
    /// <param name="policies">The policies that <see cref="PolicySet.Match"/> found for it.</param>
    /// <exception cref="RefusedException">The hint cannot be honoured, or not a policy that says <see cref="OnConflict.Deny"/>.</exception>
    public static InjectionResult Inject(
        JsonElement pod, InjectionOptions options, IReadOnlyDictionary<string, ImageCommand>? images = null, IReadOnlyList<PodOrderPolicy>? policies = null)
    {
        var marks = Marks.Find(pod);
        var view = Restoration.Of(pod, marks);
        if (view.Annotation(MirrorKey) is not null) return Untouched(Outcome.MirrorPod);
        var optedOut = HintReader.OptsOut(view.Annotations);
        var hint = optedOut ? null : HintReader.Read(view.Annotations);
        var asked = optedOut ? [] : AskedWaits.Of(view, policies ?? []);
        if (hint is not null || asked.Count > 0) return Inject(view, marks, KnownCommands.AddTo(hint ?? Hint.None, view, images), asked, options);
        return marks is not null ? Uninject(view, marks) : Untouched(optedOut ? Outcome.OptedOut : Outcome.NoHint);
    }

    /// <summary>The containers whose command would be wrapped but is left to the image, with these images.</summary>
    /// <param name="pod">The Pod as JSON.</param>
    /// <param name="policies">The policies that <see cref="PolicySet.Match"/> found for it.</param>
    /// <exception cref="RefusedException">An annotation is unknown or malformed.</exception>
    public static IReadOnlyDictionary<string, string> ImagesToLookUp(JsonElement pod, IReadOnlyList<PodOrderPolicy>? policies = null)
    {
        // Most Pods say what their containers run: they cost no more than this look.
        if (SayWhatTheyRun(pod.Member("spec"u8).Member("containers"u8))) return Nothing;
        var view = Restoration.Of(pod, Marks.Find(pod));
        if (view.Annotation(MirrorKey) is not null || HintReader.OptsOut(view.Annotations)) return Nothing;
        var hint = HintReader.Read(view.Annotations);
        var asked = AskedWaits.Of(view, policies ?? []);
        return hint is not null || asked.Count > 0
            ? KnownCommands.Missing(KnownCommands.AddTo(hint ?? Hint.None, view, null), view, asked)
            : Nothing;
    }

    private static bool SayWhatTheyRun(JsonElement containers)
    {
        foreach (var container in containers.Each())
        {
            if (container.Member("command"u8).Count() == 0) return false;
        }
        return true;
    }

    /// <summary>Holds a Pod against its hint after everybody has changed it: containers that are still missing are refused now.</summary>
    /// <param name="pod">The Pod as JSON.</param>
    /// <exception cref="RefusedException">The hint cannot be honoured, or names a container that the Pod does not have.</exception>
    public static void Validate(JsonElement pod)
    {
        var view = Restoration.Of(pod, Marks.Find(pod));
        if (view.Annotation(MirrorKey) is not null || HintReader.OptsOut(view.Annotations)) return;
        if (HintReader.Read(view.Annotations) is not { } hint) return;
        var graph = GraphBuilder.Build(hint, view);
        if (graph.Unresolved.Count == 0) return;
        var name = graph.Unresolved[0];
        var inOrder = hint.Stages.Any(stage => stage.Any(item => item.Name == name));
        throw GraphBuilder.Unknown(view, name, inOrder ? "podorder.io/order" : "podorder.io/depends-on");
    }

    /// <summary>Answers an update: what it takes out of an injected Pod is put back, so that a bare manifest can be applied again.</summary>
    /// <param name="pod">The Pod as it is to be.</param>
    /// <param name="oldPod">The Pod as it is.</param>
    public static InjectionResult Reinstate(JsonElement pod, JsonElement oldPod)
    {
        if (Marks.Find(oldPod) is not { } marks) return Untouched(Outcome.NoHint);
        var json = JsonSheet.Take();
        var patch = Reinstatement.Of(pod, oldPod, marks, StatusKey, json);
        json.Keep();
        return new InjectionResult(patch.Count > 0 ? Outcome.Reinstated : Outcome.AlreadyInjected, patch, [], null);
    }

    /// <summary>Takes an injection out of a Pod again.</summary>
    /// <param name="pod">The Pod as JSON; one that carries no injection stays as it is.</param>
    public static InjectionResult Uninject(JsonElement pod) =>
        Marks.Find(pod) is var marks && Restoration.Of(pod, marks) is var view && (marks is not null || view.Annotation(StatusKey) is not null)
            ? Uninject(view, marks)
            : Untouched(Outcome.NoHint);

    private static InjectionResult Inject(PodView pod, Marks? marks, Hint hint, IReadOnlyList<AskedWait> asked, InjectionOptions options)
    {
        var plan = Planner.Plan(pod, hint, asked);
        // A Pod that asks for nothing itself is left as it is where policies come to nothing.
        if (!hint.AsksForOrder && plan.Containers.Count == 0)
        {
            var untouched = marks is not null ? Uninject(pod, marks) : Untouched(plan.Graph.Edges.Count > 0 ? Outcome.AlreadyInjected : Outcome.NoHint);
            return untouched with { Warnings = plan.Warnings, Plan = PlanText.Of(plan), Policies = plan.Policies };
        }
        var text = PlanText.Of(plan);
        var status = PlanText.Shorten($"podorder {Version}: {text}", LongestStatus);
        var json = JsonSheet.Take();
        var patch = new InjectionPatch(pod, marks, plan, json).Write(hint, options, status);
        json.Keep();
        return new InjectionResult(patch.Count > 0 ? Outcome.Injected : Outcome.AlreadyInjected, patch, plan.Warnings, text) { Policies = plan.Policies };
    }

    private static InjectionResult Uninject(PodView pod, Marks? marks)
    {
        var json = JsonSheet.Take();
        var patch = new PodPatch(pod, marks, json);
        patch.Containers([]);
        patch.RemoveInstall();
        patch.RemoveNamed(SharedDirectory.List, marks?.Directory.Volume);
        patch.RemoveNamed(PullSecret.List, marks?.PullSecret);
        patch.Order(pod.Names);
        patch.Annotation(StatusKey, null);
        if (marks?.WasAdded("", InjectionPatch.DefaultContainerKey) == true) patch.Annotation(InjectionPatch.DefaultContainerKey, null);
        var written = patch.End();
        json.Keep();
        return new InjectionResult(Outcome.Uninjected, written, [], null);
    }

    private static InjectionResult Untouched(Outcome outcome) => new(outcome, JsonPatch.Empty, [], null);
}
