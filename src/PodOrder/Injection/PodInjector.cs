using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Puts an order into a Pod.</summary>
public static class PodInjector
{
    private const string StatusKey = "podorder.io/status", DefaultContainerKey = "kubectl.kubernetes.io/default-container";
    private const string MirrorKey = "kubernetes.io/config.mirror";
    private const string VolumeLimit = "32Mi";
    private const int LongestStatus = 4096;

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
        if (pod.Member("spec").Member("containers").Items().All(c => c.Member("command").Items().Count > 0)) return new Dictionary<string, string>();
        var view = Restoration.Of(pod, Marks.Find(pod));
        if (view.Annotation(MirrorKey) is not null || HintReader.OptsOut(view.Annotations)) return new Dictionary<string, string>();
        var hint = HintReader.Read(view.Annotations);
        var asked = AskedWaits.Of(view, policies ?? []);
        return hint is not null || asked.Count > 0
            ? KnownCommands.Missing(KnownCommands.AddTo(hint ?? Hint.None, view, null), view, asked)
            : new Dictionary<string, string>();
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
        var operations = Reinstatement.Of(pod, oldPod, marks, StatusKey);
        return new InjectionResult(operations.Count > 0 ? Outcome.Reinstated : Outcome.AlreadyInjected, operations, [], null);
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
        var directory = SharedDirectory.For(pod, marks);
        var injector = new ContainerInjector(pod, hint, directory);
        var edits = plan.Containers.Select(injector.Inject).ToList();
        var defaultContainer = DefaultContainer(pod, plan, marks);

        var patch = new PodPatch(pod, marks);
        patch.Containers(edits);
        // An order of the list alone needs no gate, but its undoing is kept in podorder-install like every other.
        if (edits.Count > 0 || !IsInOrder(pod, plan))
        {
            var pullSecret = PullSecret(pod, marks, options);
            var podOriginal = PodOriginal(pod, plan, marks, pullSecret, defaultContainer is not null);
            patch.Install(InstallContainer.Build(pod, edits, directory, options, podOriginal), edits.Any(e => e.Container.IsInit));
            patch.PullSecret(pullSecret);
            patch.Volume(new JsonObject { ["name"] = directory.Volume, ["emptyDir"] = new JsonObject { ["sizeLimit"] = VolumeLimit } });
        }
        patch.Order(plan.Order);
        var text = PlanText.Of(plan);
        patch.Annotation(StatusKey, PlanText.Shorten($"podorder {Version}: {text}", LongestStatus));
        if (defaultContainer is not null) patch.Annotation(DefaultContainerKey, defaultContainer);
        return new InjectionResult(patch.Operations.Count > 0 ? Outcome.Injected : Outcome.AlreadyInjected, patch.Operations, plan.Warnings, text) { Policies = plan.Policies };
    }

    private static InjectionResult Uninject(PodView pod, Marks? marks)
    {
        var patch = new PodPatch(pod, marks);
        patch.Containers([]);
        patch.Install(null, mustComeFirst: false);
        patch.Volume(null);
        patch.PullSecret(null);
        patch.Order([.. pod.Containers.Select(c => c.Name)]);
        patch.Annotation(StatusKey, null);
        if (marks?.WasAdded("", DefaultContainerKey) == true) patch.Annotation(DefaultContainerKey, null);
        return new InjectionResult(Outcome.Uninjected, patch.Operations, [], null);
    }

    // kubectl logs and exec take the first container unless this annotation says otherwise: what they took before, they take still.
    private static string? DefaultContainer(PodView pod, Plan plan, Marks? marks)
    {
        var isSet = pod.Annotation(DefaultContainerKey) is not null && marks?.WasAdded("", DefaultContainerKey) != true;
        return !isSet && plan.Order.Count > 0 && plan.Order[0] != pod.Containers[0].Name ? pod.Containers[0].Name : null;
    }

    // A Secret that the Pod names itself, or its ServiceAccount does, is not ours to take out again.
    private static string? PullSecret(PodView pod, Marks? marks, InjectionOptions options) => marks is not null
        ? marks.PullSecret
        : pod.Spec.Member("imagePullSecrets").Items().Any(secret => secret.Member("name").Text() == options.GateImagePullSecret) ? null : options.GateImagePullSecret;

    private static JsonObject PodOriginal(PodView pod, Plan plan, Marks? marks, string? pullSecret, bool setsDefaultContainer)
    {
        var original = new JsonObject();
        if (!IsInOrder(pod, plan)) original[Marks.Order] = new JsonArray([.. pod.Containers.Select(c => JsonValue.Create(c.Name))]);
        if (pullSecret is not null) original[Marks.PullSecretKey] = pullSecret;
        var added = new JsonArray();
        foreach (var list in (string[])["initContainers", "volumes", .. pullSecret is null ? [] : new[] { "imagePullSecrets" }])
        {
            if (marks is null ? !pod.Spec.Member(list).Exists() : marks.WasAdded("", list)) added.Add((JsonNode)list);
        }
        // A Pod with a hint has annotations of its own.
        if (marks is null ? !pod.Json.Member("metadata").Member("annotations").Exists() : marks.WasAdded("", "annotations")) added.Add((JsonNode)"annotations");
        if (setsDefaultContainer) added.Add((JsonNode)DefaultContainerKey);
        if (added.Count > 0) original[Marks.Added] = added;
        return original;
    }

    private static bool IsInOrder(PodView pod, Plan plan) => plan.Order.SequenceEqual(pod.Containers.Select(c => c.Name));

    private static InjectionResult Untouched(Outcome outcome) => new(outcome, [], [], null);
}
