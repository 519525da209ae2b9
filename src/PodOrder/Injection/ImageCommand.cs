namespace PodOrder.Injection;

/// <summary>What an image runs (OCI image-spec, config.md).</summary>
/// <param name="Entrypoint">Its ENTRYPOINT; may be empty.</param>
/// <param name="Cmd">Its CMD, which a manifest's args replace; may be empty.</param>
public sealed record ImageCommand(IReadOnlyList<string> Entrypoint, IReadOnlyList<string> Cmd)
{
    /// <summary>
    /// What goes before a container's args: these replace the image's CMD, and leave its ENTRYPOINT (kubelet, CRI ContainerConfig.args).
    /// An image without ENTRYPOINT runs them alone; null where without CMD and args nothing is there to be run.
    /// </summary>
    public IReadOnlyList<string>? RunWith(bool hasArgs)
    {
        if (hasArgs) return Entrypoint;
        IReadOnlyList<string> command = [.. Entrypoint, .. Cmd];
        return command.Count > 0 ? command : null;
    }
}
