using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PodOrder.Registry;

namespace PodOrder.Webhook.Tests.Registry;

/// <summary>Look-ups as the tests make them.</summary>
internal static class LookUps
{
    /// <summary>Asks a plain loopback registry, and has time to.</summary>
    public static RegistryOptions Plain(params string[] hosts) => new()
    {
        AnonymousRegistries = hosts,
        InsecureHosts = hosts,
        PrivateHosts = hosts,
        Budget = TimeSpan.FromSeconds(20),
        Patience = TimeSpan.FromSeconds(20),
    };

    public static ImageLookUp New(RegistryOptions options, TimeProvider? time = null) =>
        new(options, time ?? TimeProvider.System, _ => { });

    public static Task<LookUp> FindAsync(this ImageLookUp lookUp, string image, params DockerConfig[] credentials) =>
        lookUp.FindAsync(image, credentials, TestContext.Current.CancellationToken);

    public static DockerConfig Config(string host, string user, string password)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return DockerConfig.ReadJson(Encoding.UTF8.GetBytes($$$"""{"auths": { "{{{host}}}": {"auth": "{{{auth}}}" } } }"""))!;
    }
}
