namespace PodOrder.Registry;

/// <summary>What an installation decides about looking images up.</summary>
/// <remarks>A <em>host</em> is <c>registry.example</c> or <c>registry.example:5000</c>, or an address in place of the name.</remarks>
public sealed record RegistryOptions
{
    /// <summary>The registries that are asked without a credential, as images name them; the others are asked only with a credential for them.</summary>
    public IReadOnlyList<string> AnonymousRegistries { get; init; } =
        ["docker.io", "registry.k8s.io", "quay.io", "ghcr.io", "gcr.io", "public.ecr.aws", "mcr.microsoft.com"];

    /// <summary>
    /// By registry, the mirrors that are asked before it, in this order: hosts, each with or without a path that goes before
    /// the repository, such as <c>mirror.example/dockerhub</c>. A mirror gets only a credential for itself.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Mirrors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The hosts that are spoken to in plain http; all others in https.</summary>
    public IReadOnlyList<string> InsecureHosts { get; init; } = [];

    /// <summary>The hosts that may be at addresses which are not public: registries, mirrors, token services and what they redirect to. Without a port: at any port.</summary>
    public IReadOnlyList<string> PrivateHosts { get; init; } = [];

    /// <summary>Whether the Secrets that a Pod's imagePullSecrets name are read, and shown to the registries they are for.</summary>
    public bool PullSecrets { get; init; }

    /// <summary>A PEM file of authorities to be trusted besides the machine's; null for none. It is read at the start and at the first look-up.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>The architectures that have to agree, such as <c>amd64</c>; empty for all that an image has. Each costs two requests, and counts against the registry's rate limit.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the requests themselves may go on after that, so that the next try finds the answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a tag is held to mean the same digest.</summary>
    public TimeSpan TagLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the command of a digest is kept; it cannot change, but who may see it can.</summary>
    public TimeSpan ContentLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a failure is kept.</summary>
    public TimeSpan FailureLife { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many tags, and how many digests, are kept at most.</summary>
    public int CacheCapacity { get; init; } = 1024;

    /// <summary>The largest manifest, in bytes (OCI distribution-spec: registries should take 4 MiB at least).</summary>
    public int LargestManifest { get; init; } = 4 << 20;

    /// <summary>The largest image configuration, in bytes.</summary>
    public int LargestConfig { get; init; } = 8 << 20;

    /// <exception cref="ArgumentException">A host is malformed, or the authorities' file is of no use; the message is a sentence for the operator.</exception>
    internal void Validate()
    {
        foreach (var host in (IEnumerable<string>)[.. AnonymousRegistries, .. Mirrors.Keys, .. InsecureHosts, .. PrivateHosts])
        {
            if (!ImageReference.IsRegistry(host))
                throw new ArgumentException($"'{host}' is no registry: give a host, or host:port, such as registry.example:5000.");
        }
        foreach (var mirror in Mirrors.Values.SelectMany(m => m))
        {
            if (mirror.Split('/', 2) is not [var host, .. var path] || !ImageReference.IsRegistry(host) || !path.All(ImageReference.IsRepository))
                throw new ArgumentException($"'{mirror}' is no mirror: give a host, or host:port, with or without a path, such as mirror.example/dockerhub.");
        }
        if (AuthoritiesFile is not null)
            TrustedAuthorities.Read(AuthoritiesFile);
    }
}
