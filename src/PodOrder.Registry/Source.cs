namespace PodOrder.Registry;

/// <summary>A place where an image may be, and as whom it is asked there.</summary>
/// <param name="Registry">The registry or mirror, as references and credentials name it.</param>
/// <param name="Repository">The repository's path there.</param>
/// <param name="Credential">As whom; null for anybody.</param>
internal sealed record Source(string Registry, string Repository, Credential? Credential)
{
    // A Secret may hold thousands; who has more than a few for one image gets no more tries for them.
    private const int Most = 8;

    /// <summary>The host that speaks for the registry: Docker Hub's is another than its name says.</summary>
    public string Host => Registry == "docker.io" ? "registry-1.docker.io" : Registry;

    /// <summary>The places for an image in the order in which they are asked: mirrors, then the registry, each with all credentials for it.</summary>
    /// <remarks>As with kubelet, where there is a credential nobody is asked without one.</remarks>
    public static IReadOnlyList<Source> Of(ImageReference image, IReadOnlyList<DockerConfig> credentials, RegistryOptions options)
    {
        var keyring = new Keyring(credentials);
        var isListed = options.AnonymousRegistries.Contains(image.Registry, StringComparer.OrdinalIgnoreCase);
        return [.. Places(image, options).SelectMany(p => As(p, keyring, isListed)).Take(Most)];
    }

    private static IEnumerable<Source> As(Source place, Keyring keyring, bool isListed)
    {
        var found = keyring.Find($"{place.Registry}/{place.Repository}");
        if (found.Count > 0)
            return found.Select(c => place with { Credential = c });
        return isListed ? [place] : [];
    }

    private static IEnumerable<Source> Places(ImageReference image, RegistryOptions options)
    {
        foreach (var mirror in options.Mirrors.GetValueOrDefault(image.Registry) ?? [])
        {
            var slash = mirror.IndexOf('/', StringComparison.Ordinal);
            yield return slash < 0
                ? new Source(mirror, image.Repository, null)
                : new Source(mirror[..slash], $"{mirror[(slash + 1)..]}/{image.Repository}", null);
        }
        yield return new Source(image.Registry, image.Repository, null);
    }
}
