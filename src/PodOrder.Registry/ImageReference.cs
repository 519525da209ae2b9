using System.Text.RegularExpressions;

namespace PodOrder.Registry;

/// <summary>
/// The name of an image, by the grammar and the defaults that container runtimes share (distribution, reference:
/// <c>docker.io</c> where no registry is named, <c>library/</c> where its repository has one part, the tag <c>latest</c>).
/// </summary>
/// <param name="Registry">Host and port as the image names them, such as <c>docker.io</c> or <c>registry.example:5000</c>.</param>
/// <param name="Repository">The path within the registry, such as <c>library/busybox</c>.</param>
/// <param name="Tag">The tag; null only where a digest is given without one.</param>
/// <param name="Digest">The digest, which beats the tag.</param>
public sealed partial record ImageReference(string Registry, string Repository, string? Tag, ContentDigest? Digest)
{
    private const string DockerHub = "docker.io";
    private const int LongestRepository = 255;
    private const int Longest = 1024;

    /// <summary>Reads a reference as it stands in a Pod; null where it is none.</summary>
    public static ImageReference? Parse(string text)
    {
        // A bare image ID is no name (distribution, ParseNormalizedNamed).
        if (text.Length > Longest || Identifier().IsMatch(text))
            return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var digest = at < 0 ? null : ContentDigest.Parse(text[(at + 1)..]);
        if (at >= 0 && digest is null)
            return null;
        var (name, tag) = SplitTag(at < 0 ? text : text[..at]);
        var (registry, repository) = SplitRegistry(name);
        var isSound = (tag is null || TagPattern().IsMatch(tag)) && IsRegistry(registry)
            && repository.Length <= LongestRepository && RepositoryPattern().IsMatch(repository);
        return isSound ? new ImageReference(registry, repository, tag ?? (digest is null ? "latest" : null), digest) : null;
    }

    /// <summary>Whether a text is a host, with or without a port.</summary>
    internal static bool IsRegistry(string text) => RegistryPattern().IsMatch(text) && Uri.TryCreate($"https://{text}/", UriKind.Absolute, out _);

    /// <summary>Whether a text is a repository's path.</summary>
    internal static bool IsRepository(string text) => RepositoryPattern().IsMatch(text);

    /// <summary>The whole reference, nothing left to defaults.</summary>
    public override string ToString() => $"{Registry}/{Repository}" + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    private static (string Name, string? Tag) SplitTag(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static (string Registry, string Repository) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isHost = first.AsSpan().ContainsAny('.', ':') || first == "localhost" || first.Any(char.IsUpper);
        var (registry, repository) = isHost ? (first, name[(slash + 1)..]) : (DockerHub, name);
        if (registry == "index.docker.io")
            registry = DockerHub;
        if (registry == DockerHub && !repository.Contains('/', StringComparison.Ordinal))
            repository = "library/" + repository;
        return (registry, repository);
    }

    [GeneratedRegex(@"^[a-f0-9]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[A-Fa-f0-9:]+\])(?::[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegistryPattern();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();
}
