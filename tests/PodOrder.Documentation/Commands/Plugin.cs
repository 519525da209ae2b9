namespace PodOrder.Documentation.Commands;

/// <summary>The built kubectl plugin.</summary>
internal static class Plugin
{
    /// <summary>The folder that holds it.</summary>
    public static string Folder { get; } = Repository.PathOf("out/linux-x64");

    public static bool IsBuilt => File.Exists(Path.Combine(Folder, "kubectl-podorder"));
}
