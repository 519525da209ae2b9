using System.Net;
using PodOrder.Injection;
using PodOrder.Registry;

namespace PodOrder.Cli.Resolving;

/// <summary>Looks up in registries what images run.</summary>
internal sealed class ImageResolver : IDisposable
{
    private static readonly TimeSpan _budget = TimeSpan.FromSeconds(20);

    private readonly DockerCredentials _credentials;
    private readonly ImageLookUp _lookUp;

    /// <param name="images">The images that will be asked for: their registries are trusted, wherever they are, since the user named them.</param>
    /// <param name="credentials">The user's credentials.</param>
    /// <param name="insecure">Registries that are spoken to in plain http, besides those of this machine.</param>
    /// <param name="authorities">A PEM file of authorities that vouch for registries, or null.</param>
    /// <exception cref="CommandException">One of the flags is of no use.</exception>
    public ImageResolver(IEnumerable<string> images, DockerCredentials credentials, IReadOnlyList<string> insecure, string? authorities)
    {
        var registries = images.Select(image => ImageReference.Parse(image)?.Registry).OfType<string>().Distinct().ToList();
        _credentials = credentials;
        try
        {
            _lookUp = new ImageLookUp(new RegistryOptions
            {
                AnonymousRegistries = registries,
                PrivateHosts = registries,
                InsecureHosts = [.. insecure, .. registries.Where(IsHere)],
                AuthoritiesFile = authorities,
                Budget = _budget,
                Patience = _budget,
            }, TimeProvider.System, _ => { });
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException(ExitCode.Usage, wrong.Message);
        }
    }

    /// <summary>What an image runs, or why that was not found out.</summary>
    public async Task<LookUp> FindAsync(string image, CancellationToken cancel)
    {
        var credentials = ImageReference.Parse(image) is { } reference ? await _credentials.ForAsync(reference.Registry, cancel) : [];
        return await _lookUp.FindAsync(image, credentials, cancel);
    }

    public void Dispose() => _lookUp.Dispose();

    // As Docker does it: a registry of this machine has no certificate.
    private static bool IsHere(string registry)
    {
        var host = registry.LastIndexOf(':') is > 0 and var colon ? registry[..colon] : registry;
        return host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
