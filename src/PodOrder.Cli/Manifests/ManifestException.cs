namespace PodOrder.Cli.Manifests;

/// <summary>Text that is no manifest, or that cannot be edited in place. The message is one sentence without its place.</summary>
internal sealed class ManifestException(int line, int column, string message) : Exception(message)
{
    public int Line => line;

    public int Column => column;
}
