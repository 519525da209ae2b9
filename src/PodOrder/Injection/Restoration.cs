using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Reads a Pod as it was before an injection, keeping what others have changed since.</summary>
internal static class Restoration
{
    public static PodView Of(JsonElement pod, Marks? marks)
    {
        if (marks is null) return new PodView(pod);
        var spec = pod.Member("spec"u8);
        var restored = new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>(StringComparer.Ordinal);
        var images = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var container in spec.Member("containers"u8).Items().Concat(spec.Member("initContainers"u8).Items()))
        {
            if (container.Member("name"u8).Text() is { } name && name != Marks.InstallName) restored[name] = Fields(container, name, marks, images);
        }
        var order = marks.Originals.GetValueOrDefault("").Member(Marks.Order);
        return new PodView(pod, restored, order.Exists() ? order.Texts() : null, images);
    }

    private static Dictionary<string, JsonElement> Fields(JsonElement container, string name, Marks marks, Dictionary<string, IReadOnlyList<string>> images)
    {
        var original = marks.Originals.GetValueOrDefault(name);
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (RestoreCommand(container, name, original, marks, fields) is { } image) images[name] = image;
        foreach (var probe in Probe.Fields)
        {
            if (IsOurs(container.Member(probe), marks)) fields[probe] = original.Member(probe);
        }
        var hook = container.Member("lifecycle"u8).Member("postStart"u8);
        if (IsOurs(hook, marks) || (!hook.Exists() && original.Member(Marks.PostStart).Exists()))
        {
            fields[ContainerView.PostStart] = original.Member(Marks.PostStart);
            if (marks.WasAdded(name, "lifecycle")) fields["lifecycle"] = default;
        }
        RestoreMounts(container, name, marks, fields);
        return fields;
    }

    private static bool IsOurs(JsonElement handler, Marks marks) =>
        handler.Member("exec"u8).Member("command"u8).Items() is [var first, ..] && first.Text() == marks.Directory.Gate;

    // Another webhook may have put its own wrapper before ours, or have added arguments behind: both stay.
    private static IReadOnlyList<string>? RestoreCommand(JsonElement container, string name, JsonElement original, Marks marks, Dictionary<string, JsonElement> fields)
    {
        var command = container.Member("command"u8).Items();
        List<JsonElement> argv = [.. command, .. container.Member("args"u8).Items()];
        var gate = Enumerable.Range(0, argv.Count).FirstOrDefault(i => argv[i].Text() == marks.Directory.Gate && i + 1 < argv.Count && argv[i + 1].Text() == "run", -1);
        var end = gate < 0 ? -1 : argv.FindIndex(gate, a => a.Text() == "--");
        if (end < 0) return null;

        var hook = original.Member(Marks.PostStart).Member("exec"u8).Member("command"u8).Items().Count;
        var ownHook = argv[gate..end].Any(a => a.Text()?.StartsWith("--hook=exec:", StringComparison.Ordinal) == true) ? hook : 0;
        var rest = argv[Math.Min(argv.Count, end + 1 + ownHook)..];
        var isFromImage = original.Member(Marks.ImageCount).Exists();
        var image = Math.Min(rest.Count, original.Member(Marks.ImageCount).Int() ?? 0);
        var count = Math.Min(rest.Count, original.Member(Marks.CommandCount).Int() ?? (isFromImage ? 0 : rest.Count));
        if (gate >= command.Count) (count, image) = (0, 0);
        var head = gate < command.Count ? argv[..gate] : [.. command];
        var tail = gate < command.Count ? [] : argv[command.Count..gate];
        Set(ContainerView.Command, [.. head, .. rest[..count]], keepEmpty: false);
        Set(ContainerView.Args, [.. tail, .. rest[(count + image)..]], keepEmpty: !marks.WasAdded(name, ContainerView.Args));
        return isFromImage ? [.. rest[count..(count + image)].Select(a => Expansion.Unescape(a.Text() ?? ""))] : null;

        void Set(string field, List<JsonElement> items, bool keepEmpty) => fields[field] = items.Count > 0 || keepEmpty ? ArrayOf(items) : default;
    }

    private static void RestoreMounts(JsonElement container, string name, Marks marks, Dictionary<string, JsonElement> fields)
    {
        var mounts = container.Member("volumeMounts"u8).Items();
        var others = mounts.Where(mount => mount.Member("name"u8).Text() != marks.Directory.Volume).ToList();
        if (others.Count == mounts.Count) return;
        fields[ContainerView.VolumeMounts] = others.Count > 0 || !marks.WasAdded(name, ContainerView.VolumeMounts) ? ArrayOf(others) : default;
    }

    private static JsonElement ArrayOf(IReadOnlyList<JsonElement> items)
    {
        using var document = JsonDocument.Parse($"[{string.Join(',', items.Select(item => item.GetRawText()))}]");
        return document.RootElement.Clone();
    }
}
