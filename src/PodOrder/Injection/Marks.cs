using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>What an earlier injection left in a Pod: all that is needed to take it out again, even where the annotations were lost.</summary>
/// <param name="Install">The container <c>podorder-install</c>.</param>
/// <param name="Index">Its place in <c>initContainers</c>.</param>
/// <param name="Directory">The volume and the mount path in use.</param>
/// <param name="Originals">By container, what was replaced in it; under the empty name what was changed in the Pod itself.</param>
internal sealed record Marks(JsonElement Install, int Index, SharedDirectory Directory, IReadOnlyDictionary<string, JsonElement> Originals)
{
    public const string InstallName = "podorder-install";

    /// <summary>The members that were not there before the injection.</summary>
    public const string Added = "added";

    /// <summary>How many leading arguments were the manifest's command, or came from the image.</summary>
    public const string CommandCount = "command", ImageCount = "image";

    /// <summary>The container's own hook; the Pod's order of containers.</summary>
    public const string PostStart = "postStart", Order = "order";

    private const string RootFlag = "--root=", OriginalFlag = "--original=";

    /// <summary>Where the Secret stands that was added to the Pod's imagePullSecrets.</summary>
    public const string PullSecretKey = "pullSecret";

    /// <summary>The Secret that was added to the Pod's imagePullSecrets, or null.</summary>
    public string? PullSecret => Originals.GetValueOrDefault("").Member(PullSecretKey).Text();

    /// <summary>The marks in a Pod, or null where it carries none.</summary>
    public static Marks? Find(JsonElement pod)
    {
        var installs = pod.Member("spec").Member("initContainers").Items().Index().Where(c => c.Item.Member("name").Text() == InstallName);
        foreach (var (index, install) in installs)
        {
            var arguments = install.Member("args").Texts();
            var root = arguments.FirstOrDefault(a => a.StartsWith(RootFlag, StringComparison.Ordinal))?[RootFlag.Length..];
            var volume = install.Member("volumeMounts").Items().FirstOrDefault(m => m.Member("mountPath").Text() == root).Member("name").Text();
            if (root is null || volume is null) continue;
            return new Marks(install, index, new SharedDirectory(volume, root), OriginalsIn(arguments));
        }
        return null;
    }

    public static string RootArgument(string root) => Expansion.Escape(RootFlag + root);

    public static string OriginalArgument(string container, string json) =>
        Expansion.Escape($"{OriginalFlag}{(container.Length == 0 ? "" : container + "=")}{json}");

    /// <summary>Whether a member of a container, or of the Pod under the empty name, was not there before.</summary>
    public bool WasAdded(string container, string member) =>
        Originals.GetValueOrDefault(container).Member(Added).Texts().Contains(member);

    // What does not parse was changed by somebody else: it is as good as absent.
    private static Dictionary<string, JsonElement> OriginalsIn(IReadOnlyList<string> arguments)
    {
        var originals = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var argument in arguments.Where(a => a.StartsWith(OriginalFlag, StringComparison.Ordinal)).Select(Expansion.Unescape))
        {
            var value = argument[OriginalFlag.Length..];
            var split = value.StartsWith('{') ? 0 : value.IndexOf('=', StringComparison.Ordinal) + 1;
            try
            {
                using var document = JsonDocument.Parse(value.AsMemory(split));
                originals[split == 0 ? "" : value[..(split - 1)]] = document.RootElement.Clone();
            }
            catch (JsonException)
            {
            }
        }
        return originals;
    }
}
