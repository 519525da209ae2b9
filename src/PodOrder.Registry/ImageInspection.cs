using PodOrder.Injection;
using PodOrder.Registry.Documents;

namespace PodOrder.Registry;

/// <summary>Finds out what an image runs on Linux, whichever node it will run on: all platforms of an index have to agree.</summary>
internal sealed class ImageInspection(RegistryClient client, RegistryOptions options)
{
    private const string Linux = "linux";

    // The image with the most platforms in wide use has a dozen.
    private const int MostPlatforms = 32;

    // It goes into the Pod, and stays in the cache.
    private const int LongestCommand = 32 << 10;

    /// <exception cref="LookUpFailedException">There is no one command.</exception>
    public async Task<ImageCommand> InspectAsync(Source source, ContentDigest digest, CancellationToken cancel)
    {
        var manifest = await client.GetManifestAsync(source, digest, cancel);
        if (!MediaTypes.IsIndex(manifest.MediaType))
            return await CommandAsync(source, manifest, cancel) ?? throw NotLinux();
        var entries = (manifest.Manifests ?? []).Select(e => e ?? throw new LookUpFailedException(LookUpReason.BadContent, "its index is malformed")).Where(IsConcerned).ToList();
        if (entries.Count > MostPlatforms)
            throw new LookUpFailedException(LookUpReason.Unsupported, $"it has more than {MostPlatforms} platforms");
        var commands = await Task.WhenAll(entries.Select(e => CommandAsync(source, e, cancel)));
        return Agreed([.. entries.Zip(commands)]);
    }

    // An entry without a platform may be for any; entries for "unknown" are attestations.
    private bool IsConcerned(DescriptorDocument entry)
    {
        if (MediaTypes.IsIndex(entry.MediaType))
            throw new LookUpFailedException(LookUpReason.Unsupported, "it is an index within an index");
        var isManifest = entry.MediaType is null || MediaTypes.IsManifest(entry.MediaType);
        return isManifest && (entry.Platform is not { } platform || (platform.Os == Linux && IsUsed(platform.Architecture)));
    }

    private bool IsUsed(string? architecture) => options.Architectures.Count == 0 || options.Architectures.Contains(architecture);

    // What a mirror has left out of an index cannot be run from there either (OCI distribution-spec: sparse indexes).
    private async Task<ImageCommand?> CommandAsync(Source source, DescriptorDocument entry, CancellationToken cancel)
    {
        try
        {
            return await CommandAsync(source, await client.GetManifestAsync(source, Digest(entry), cancel), cancel);
        }
        catch (LookUpFailedException e) when (e.Reason == LookUpReason.NotFound)
        {
            return null;
        }
    }

    private async Task<ImageCommand?> CommandAsync(Source source, ManifestDocument manifest, CancellationToken cancel)
    {
        if (!MediaTypes.IsManifest(manifest.MediaType) || manifest.Config is not { } descriptor || !MediaTypes.IsConfig(descriptor.MediaType))
            throw new LookUpFailedException(LookUpReason.Unsupported, "it is no container image of a kind that PodOrder reads (OCI, or Docker's schema 2)");
        var config = await client.GetConfigAsync(source, Digest(descriptor), cancel);
        if (config.Os is { Length: > 0 } os && os != Linux)
            return null;
        return Checked(new ImageCommand(config.Config?.Entrypoint ?? [], config.Config?.Cmd ?? []));
    }

    private static ImageCommand Checked(ImageCommand command)
    {
        var arguments = command.Entrypoint.Concat(command.Cmd);
        if (arguments.Any(a => a is null))
            throw new LookUpFailedException(LookUpReason.BadContent, "its ENTRYPOINT or CMD is malformed");
        // Each argument's end counts, too.
        if (arguments.Sum(a => (long)a.Length + 1) > LongestCommand)
            throw new LookUpFailedException(LookUpReason.TooLarge, $"its ENTRYPOINT and CMD are longer than {LongestCommand} characters");
        return command;
    }

    private static ImageCommand Agreed(IReadOnlyList<(DescriptorDocument Entry, ImageCommand? Command)> platforms)
    {
        var found = platforms.Where(p => p.Command is not null).ToList();
        if (found.Count == 0)
            throw NotLinux();
        var (entry, command) = found[0];
        foreach (var (otherEntry, other) in found.Skip(1))
        {
            if (!command!.Entrypoint.SequenceEqual(other!.Entrypoint) || !command.Cmd.SequenceEqual(other.Cmd))
                throw new LookUpFailedException(LookUpReason.PlatformsDiffer, $"it does not run the same command on {Name(otherEntry)} as on {Name(entry)}");
        }
        return command!;
    }

    private static ContentDigest Digest(DescriptorDocument descriptor) =>
        ContentDigest.Parse(descriptor.Digest) ?? throw new LookUpFailedException(LookUpReason.BadContent, "its manifest names content without a digest");

    private static string Name(DescriptorDocument entry) =>
        entry.Platform?.Architecture is { Length: > 0 and < 16 } name && name.All(char.IsAsciiLetterOrDigit) ? $"linux/{name}" : "another platform";

    private static LookUpFailedException NotLinux() => new(LookUpReason.NotLinux, "nothing in it is for Linux");
}
