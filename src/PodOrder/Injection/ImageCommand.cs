namespace PodOrder.Injection;

/// <summary>What an image runs (OCI image-spec, config.md).</summary>
/// <param name="Entrypoint">Its ENTRYPOINT; may be empty.</param>
/// <param name="Cmd">Its CMD, which a manifest's args replace; may be empty.</param>
public sealed record ImageCommand(IReadOnlyList<string> Entrypoint, IReadOnlyList<string> Cmd);
