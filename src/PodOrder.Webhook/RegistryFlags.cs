using System.CommandLine;
using PodOrder.Registry;

namespace PodOrder.Webhook;

/// <summary>The flags that say which registries are asked for commands that manifests leave to their images.</summary>
internal sealed class RegistryFlags
{
    private readonly Option<string[]> _registries = new("--registry")
    {
        Description = "A registry that is asked, without a credential, what an image runs; repeated. \"none\" for none. Unless given: " + string.Join(", ", new RegistryOptions().AnonymousRegistries) + ".",
    };

    private readonly Option<string[]> _mirrors = new("--registry-mirror")
    {
        Description = "REGISTRY=MIRROR[/PATH]: a mirror that is asked before its registry; repeated.",
    };

    private readonly Option<string[]> _private = new("--registry-private") { Description = "A host that may be at an address which is not public; repeated." };

    private readonly Option<string[]> _insecure = new("--registry-insecure") { Description = "A host that is spoken to in plain http; repeated." };

    private readonly Option<bool> _pullSecrets = new("--registry-pull-secrets")
    {
        Description = "Read the Secrets that a Pod's imagePullSecrets name, and ask registries with the credentials for them. It takes the right to get Secrets in all namespaces.",
    };

    private readonly Option<string?> _authorities = new("--registry-ca") { Description = "A PEM file of authorities that vouch for registries, besides the machine's." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_registries, _mirrors, _private, _insecure, _pullSecrets, _authorities])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_mirrors)?.FirstOrDefault(mirror => !mirror.Contains('=', StringComparison.Ordinal)) is { } bad)
                result.AddError($"--registry-mirror is REGISTRY=MIRROR, such as docker.io=mirror.example/dockerhub, not '{bad}'.");
        });
    }

    public RegistryOptions? Read(ParseResult parsed)
    {
        var registries = parsed.GetValue(_registries) is { Length: > 0 } given ? given : null;
        var pullSecrets = parsed.GetValue(_pullSecrets);
        if (registries is ["none"])
            registries = [];
        if (registries is [] && !pullSecrets)
            return null;
        var options = new RegistryOptions
        {
            Mirrors = (parsed.GetValue(_mirrors) ?? []).Select(mirror => mirror.Split('=', 2))
                .GroupBy(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group], StringComparer.Ordinal),
            PrivateHosts = parsed.GetValue(_private) ?? [],
            InsecureHosts = parsed.GetValue(_insecure) ?? [],
            PullSecrets = pullSecrets,
            AuthoritiesFile = parsed.GetValue(_authorities),
        };
        return registries is null ? options : options with { AnonymousRegistries = registries };
    }
}
