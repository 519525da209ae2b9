namespace PodOrder.Conformance.Manifests;

/// <summary>A volume of the Pod; only emptyDir is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EmptyDir">An empty directory that lives as long as the Pod.</param>
public sealed record Volume(string Name, Volume.EmptyDirectory? EmptyDir)
{
    /// <summary>An emptyDir; its sizeLimit is not kept.</summary>
    /// <param name="Medium"><c>Memory</c> is emptied when the node reboots.</param>
    public sealed record EmptyDirectory(string? Medium = null);
}
