using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Puts a container's plan into its manifest.</summary>
internal sealed class ContainerInjector(PodView pod, Hint hint, SharedDirectory directory, JsonSheet json)
{
    private readonly ProbeInjector _probes = new(pod, directory, json);
    private readonly TimeSpan _grace = TimeSpan.FromSeconds(pod.Spec.Member("terminationGracePeriodSeconds"u8).Int() ?? 30);

    public ContainerEdit Inject(ContainerPlan plan)
    {
        var edit = new ContainerEdit(plan.Container);
        var ownHook = plan.IsWrapped || plan.IsHooked ? Hook.Of(plan.Container, pod.IsOnHostNetwork) : null;
        // kubelet would run the hook of a waiting container before its process, and block the start loop with that of another.
        var gateRunsHook = plan.Waits.Count > 0 || !plan.IsHooked;
        if (plan.IsWrapped) Wrap(edit, plan, gateRunsHook ? ownHook : null);
        if (plan.IsHooked || ownHook is not null) InjectHook(edit, plan, gateRunsHook ? null : ownHook);
        _probes.Inject(edit, plan);
        AddMounts(edit, plan);
        return edit;
    }

    private void Wrap(ContainerEdit edit, ContainerPlan plan, Hook? hook)
    {
        var command = plan.Container[ContainerView.Command];
        var image = command.Count() > 0 ? [] : hint.Command[plan.Name];
        if (command.Count() > 0) edit.RememberCount(Marks.CommandCount, command.Count());
        else edit.RememberCount(Marks.ImageCount, image.Count);
        edit.SetCommand(GateRun(edit, plan, hook), Arguments(edit, hook, image, command));
    }

    private JsonPlace GateRun(ContainerEdit edit, ContainerPlan plan, Hook? hook)
    {
        var writer = json.Begin();
        writer.WriteStartArray();
        writer.WriteStringValue(directory.Gate);
        writer.WriteStringValue("run"u8);
        edit.WriteFlags(writer, GateFlags.Run(plan, hint.Timeout, hook, _grace), areExpanded: true);
        writer.WriteStringValue("--"u8);
        writer.WriteEndArray();
        return json.End();
    }

    // The author's own text is expanded by kubelet as before; what comes from elsewhere must come out as it is.
    private JsonPlace Arguments(ContainerEdit edit, Hook? hook, IReadOnlyList<string> image, JsonElement command)
    {
        var writer = json.Begin();
        writer.WriteStartArray();
        foreach (var text in hook?.Command ?? []) writer.WriteStringValue(Expansion.Escape(text));
        foreach (var text in image) writer.WriteStringValue(Expansion.Escape(text));
        writer.WriteItems(command);
        writer.WriteItems(edit.Container[ContainerView.Args]);
        writer.WriteEndArray();
        return json.End();
    }

    private void InjectHook(ContainerEdit edit, ContainerPlan plan, Hook? first)
    {
        edit.NoteIfAdded(ContainerView.Lifecycle);
        JsonPlace? hook = plan switch
        {
            { Awaits.Count: > 0 } => Exec(edit, "await", GateFlags.Await(plan, hint.Timeout ?? Plan.DefaultHookTimeout, first)),
            { Marks: true } => Exec(edit, "mark", GateFlags.Mark(plan, first)),
            _ => null,
        };
        edit.Replace(ContainerView.PostStart, hook, Marks.PostStart);
    }

    private JsonPlace Exec(ContainerEdit edit, string verb, List<string> flags)
    {
        var writer = json.Begin();
        writer.WriteStartObject();
        WriteExec(writer, edit, directory, verb, flags);
        writer.WriteEndObject();
        return json.End();
    }

    /// <summary>Writes an exec action of the gate, in an object that was begun.</summary>
    public static void WriteExec(Utf8JsonWriter writer, ContainerEdit edit, SharedDirectory directory, string verb, List<string> flags)
    {
        writer.WriteStartObject("exec"u8);
        writer.WriteStartArray("command"u8);
        writer.WriteStringValue(directory.Gate);
        writer.WriteStringValue(verb);
        edit.WriteFlags(writer, flags);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void AddMounts(ContainerEdit edit, ContainerPlan plan)
    {
        var container = plan.Container;
        var isUntouched = container.Current(ContainerView.VolumeMounts).ValueKind == JsonValueKind.Array && !container.Restored.ContainsKey(ContainerView.VolumeMounts);
        if (isUntouched)
        {
            WriteRootMount(json.Begin());
            edit.AddMount(json.End());
            WriteStateMount(json.Begin(), plan.Name);
            edit.AddMount(json.End());
            return;
        }
        var writer = json.Begin();
        writer.WriteStartArray();
        writer.WriteItems(container[ContainerView.VolumeMounts]);
        WriteRootMount(writer);
        WriteStateMount(writer, plan.Name);
        writer.WriteEndArray();
        edit.SetMounts(json.End());
    }

    private void WriteRootMount(Utf8JsonWriter writer) => directory.WriteMount(writer, directory.Root, isReadOnly: true);

    // Its own state alone is writable: no container can forge another's sentinel or replace the gate.
    private void WriteStateMount(Utf8JsonWriter writer, string name) => directory.WriteMount(writer, directory.StateOf(name), $"state/{name}");
}
