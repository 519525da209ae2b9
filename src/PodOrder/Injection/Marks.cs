using System.Text;
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

    private const string RootFlag = "--root=", OriginalsFlag = "--original=";

    /// <summary>Where the Secret stands that was added to the Pod's imagePullSecrets.</summary>
    public const string PullSecretKey = "pullSecret";

    /// <summary>The Secret that was added to the Pod's imagePullSecrets, or null.</summary>
    public string? PullSecret => Originals.GetValueOrDefault("").Member(PullSecretKey).Text();

    /// <summary>The marks in a Pod, or null where it carries none.</summary>
    public static Marks? Find(JsonElement pod)
    {
        var index = -1;
        foreach (var container in pod.Member("spec"u8).Member("initContainers"u8).Each())
        {
            index++;
            if (container.Member("name"u8).Is("podorder-install"u8) && Read(container, index) is { } marks) return marks;
        }
        return null;
    }

    private static Marks? Read(JsonElement install, int index)
    {
        var arguments = install.Member("args"u8).Texts();
        var root = arguments.FirstOrDefault(a => a.StartsWith(RootFlag, StringComparison.Ordinal))?[RootFlag.Length..];
        var volume = install.Member("volumeMounts"u8).Items().FirstOrDefault(m => m.Member("mountPath"u8).Text() == root).Member("name"u8).Text();
        return root is null || volume is null ? null : new Marks(install, index, new SharedDirectory(volume, root), OriginalsIn(arguments));
    }

    public static string RootArgument(string root) => Expansion.Escape(RootFlag + root);

    /// <summary>What stands before an original; the Pod's own has the empty name.</summary>
    public static byte[] OriginalFlag(string container) => Encoding.UTF8.GetBytes(container.Length == 0 ? OriginalsFlag : $"{OriginalsFlag}{container}=");

    /// <summary>Whether a member of a container, or of the Pod under the empty name, was not there before.</summary>
    public bool WasAdded(string container, string member) =>
        Originals.GetValueOrDefault(container).Member(Added).Texts().Contains(member);

    // What does not parse was changed by somebody else: it is as good as absent.
    private static Dictionary<string, JsonElement> OriginalsIn(IReadOnlyList<string> arguments)
    {
        var originals = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var argument in arguments.Where(a => a.StartsWith(OriginalsFlag, StringComparison.Ordinal)).Select(Expansion.Unescape))
        {
            var value = argument[OriginalsFlag.Length..];
            // Half a character parses, and fails only when it is read.
            if (LoneSurrogate.Find(Encoding.UTF8.GetBytes(value)) >= 0) continue;
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
