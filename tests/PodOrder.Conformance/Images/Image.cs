namespace PodOrder.Conformance.Images;

/// <summary>An image: a recipe for a root file system and the configuration a registry would keep beside it.</summary>
/// <param name="Build">Fills an empty directory, anew for each container.</param>
/// <param name="Entrypoint">ENTRYPOINT.</param>
/// <param name="Command">CMD.</param>
/// <param name="User">USER, numeric.</param>
/// <param name="WorkingDirectory">WORKDIR.</param>
public sealed record Image(
    Action<string> Build,
    IReadOnlyList<string> Entrypoint,
    IReadOnlyList<string> Command,
    int User = 0,
    string WorkingDirectory = "/");
