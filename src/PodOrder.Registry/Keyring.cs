namespace PodOrder.Registry;

/// <summary>
/// The credentials that are for an image, by kubelet's rules (pkg/credentialprovider, keyring.go): a key is a host, parts of
/// which may be globs, with or without a path that begins the repository's; all that match, the more specific first.
/// </summary>
internal sealed class Keyring
{
    private const string DockerHubKey = "index.docker.io";

    private readonly List<KeyValuePair<string, Credential>> _entries;

    public Keyring(IEnumerable<DockerConfig> configs) => _entries =
        [.. configs.SelectMany(c => c.Entries).Select(e => KeyValuePair.Create(Normalize(e.Key), e.Value)).OrderByDescending(e => e.Key, StringComparer.Ordinal)];

    /// <summary>The credentials for an image's name, without tag and digest.</summary>
    public IReadOnlyList<Credential> Find(string name)
    {
        var found = _entries.Where(e => Matches(e.Key, name)).Select(e => e.Value).ToList();
        if (found.Count == 0 && name.StartsWith("docker.io/", StringComparison.Ordinal))
            found = [.. _entries.Where(e => e.Key == DockerHubKey).Select(e => e.Value)];
        return [.. found.Distinct()];
    }

    // https://index.docker.io/v1/ is how docker login writes Docker Hub: the version is no part of the path.
    private static string Normalize(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var bare = scheme is 4 or 5 && key.StartsWith("http", StringComparison.Ordinal) ? key[(scheme + 3)..] : key;
        var (host, path) = Split(bare);
        if (path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/v2/", StringComparison.Ordinal))
            path = path[3..];
        return path == "/" ? host : host + path;
    }

    private static bool Matches(string key, string name)
    {
        var (keyHost, keyPath) = Split(key);
        var (host, path) = Split(name);
        var (keyParts, keyPort) = SplitPort(keyHost);
        var (parts, port) = SplitPort(host);
        return keyPort == port && keyParts.Length == parts.Length
            && path.StartsWith(keyPath, StringComparison.Ordinal)
            && keyParts.Zip(parts).All(p => Glob.Matches(p.First, p.Second));
    }

    private static (string Host, string Path) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (text, "") : (text[..slash], text[slash..]);
    }

    private static (string[] Parts, string Port) SplitPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? (host[..colon].Split('.'), host[(colon + 1)..]) : (host.Split('.'), "");
    }
}
