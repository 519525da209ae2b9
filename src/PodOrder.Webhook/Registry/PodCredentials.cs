using PodOrder.Registry;

namespace PodOrder.Webhook.Registry;

/// <summary>What a Pod's imagePullSecrets hold.</summary>
/// <param name="Configs">Those that were read, in their order.</param>
/// <param name="Trouble">A sentence about the first that was not; null where all were.</param>
public sealed record PodCredentials(IReadOnlyList<DockerConfig> Configs, string? Trouble)
{
    /// <summary>A Pod without any, or a server that does not read them.</summary>
    public static readonly PodCredentials None = new([], null);
}
