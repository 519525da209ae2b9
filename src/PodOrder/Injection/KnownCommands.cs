using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Policies;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Commands that the manifest leaves to the image: what the hint says, else what was found out.</summary>
internal static class KnownCommands
{
    /// <summary>The hint with the commands that an earlier injection or a look-up found out.</summary>
    public static Hint AddTo(Hint hint, PodView pod, IReadOnlyDictionary<string, ImageCommand>? images)
    {
        if (pod.ImageCommands.Count == 0 && images is null or { Count: 0 }) return hint;
        var found = new Dictionary<string, IReadOnlyList<string>>(pod.ImageCommands.Where(c => pod.Find(c.Key) is { HasCommand: false }), StringComparer.Ordinal);
        foreach (var (name, image) in images ?? new Dictionary<string, ImageCommand>())
        {
            if (pod.Find(name) is { } container && !container.HasCommand && image.RunWith(hasArgs: container[ContainerView.Args].Items().Count > 0) is { } command)
                found[name] = command;
        }
        foreach (var (name, command) in hint.Command) found[name] = command;
        return found.Count == hint.Command.Count ? hint : hint with { Command = found };
    }

    /// <summary>The containers that would be wrapped if only their commands were known, and their images.</summary>
    public static IReadOnlyDictionary<string, string> Missing(Hint hint, PodView pod, IReadOnlyList<AskedWait> asked)
    {
        var unknown = pod.Containers.Where(c => !c.HasCommand && !hint.Command.ContainsKey(c.Name)).ToList();
        if (unknown.Count == 0) return new Dictionary<string, string>();
        var supposed = new Dictionary<string, IReadOnlyList<string>>(hint.Command, StringComparer.Ordinal);
        foreach (var container in unknown) supposed[container.Name] = ["supposed"];
        return Wrapped(pod, hint with { Command = supposed }, asked).Intersect(unknown)
            .ToDictionary(c => c.Name, c => c.Json.Member("image"u8).Text() ?? "", StringComparer.Ordinal);
    }

    // A hint that would be refused even so is refused by the injection, with its sentence.
    private static IEnumerable<ContainerView> Wrapped(PodView pod, Hint hint, IReadOnlyList<AskedWait> asked)
    {
        try
        {
            return Planner.Plan(pod, hint, asked).Containers.Where(c => c.IsWrapped).Select(c => c.Container);
        }
        catch (RefusedException)
        {
            return [];
        }
    }
}
