using System.Text.Json.Nodes;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Puts a container's plan into its manifest.</summary>
internal sealed class ContainerInjector(PodView pod, Hint hint, SharedDirectory directory)
{
    public ContainerEdit Inject(ContainerPlan plan)
    {
        var edit = new ContainerEdit(plan.Container);
        var ownHook = plan.IsWrapped || plan.IsHooked ? Hook.Of(plan.Container, pod.IsOnHostNetwork) : null;
        // kubelet would run the hook of a waiting container before its process, and block the start loop with that of another.
        var gateRunsHook = plan.Waits.Count > 0 || !plan.IsHooked;
        if (plan.IsWrapped) Wrap(edit, plan, gateRunsHook ? ownHook : null);
        if (plan.IsHooked || ownHook is not null) InjectHook(edit, plan, gateRunsHook ? null : ownHook);
        new ProbeInjector(pod, directory).Inject(edit, plan);
        AddMounts(edit, plan);
        return edit;
    }

    private void Wrap(ContainerEdit edit, ContainerPlan plan, Hook? hook)
    {
        var container = plan.Container;
        var grace = TimeSpan.FromSeconds(pod.Spec.Member("terminationGracePeriodSeconds").Int() ?? 30);
        var flags = GateFlags.Run(plan, hint.Timeout, hook, grace).Select(Expansion.Escape);
        var command = container[ContainerView.Command].Items();
        var image = command.Count > 0 ? [] : hint.Command[container.Name];
        if (command.Count > 0) edit.RememberCount(Marks.CommandCount, command.Count);
        else edit.RememberCount(Marks.ImageCount, image.Count);
        edit.SetCommand(
            Strings([directory.Gate, "run", .. flags, "--"]),
            new JsonArray([
                .. Strings((hook?.Command ?? []).Concat(image).Select(Expansion.Escape)).Select(node => node?.DeepClone()),
                .. command.Select(JsonText.ToNode),
                .. container[ContainerView.Args].Items().Select(JsonText.ToNode)]));
    }

    private void InjectHook(ContainerEdit edit, ContainerPlan plan, Hook? first)
    {
        var command = plan switch
        {
            { Awaits.Count: > 0 } => ["await", .. GateFlags.Await(plan, hint.Timeout ?? Plan.DefaultHookTimeout, first)],
            { Marks: true } => ["mark", .. GateFlags.Mark(plan, first)],
            _ => (IReadOnlyList<string>)[],
        };
        edit.NoteIfAdded("lifecycle");
        edit.Replace(ContainerView.PostStart, command.Count == 0 ? null : Exec([directory.Gate, .. command]), Marks.PostStart);
    }

    private void AddMounts(ContainerEdit edit, ContainerPlan plan) =>
        edit.Extend(ContainerView.VolumeMounts, new JsonArray([
            .. plan.Container[ContainerView.VolumeMounts].Items().Select(JsonText.ToNode),
            new JsonObject { ["name"] = directory.Volume, ["mountPath"] = directory.Root, ["readOnly"] = true },
            // Its own state alone is writable: no container can forge another's sentinel or replace the gate.
            new JsonObject { ["name"] = directory.Volume, ["mountPath"] = directory.StateOf(plan.Name), ["subPath"] = $"state/{plan.Name}" }]));

    /// <summary>An exec action.</summary>
    public static JsonObject Exec(IEnumerable<string> command) => new() { ["exec"] = new JsonObject { ["command"] = Strings(command) } };

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
