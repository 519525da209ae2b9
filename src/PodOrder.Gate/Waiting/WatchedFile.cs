using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Waiting;

/// <summary>A file of the application's own that is waited for.</summary>
internal sealed class WatchedFile(string path) : IDisposable
{
    private readonly byte[] _path = CString.Of(path);
    private readonly WatchedDirectory _directory = new(path[..Math.Max(1, path.LastIndexOf('/'))], DirectoryWatch.Everything);

    /// <summary>The kernel tells when it appears.</summary>
    public bool IsWatched => _directory.IsWatched;

    /// <summary>It is there; looked for after the watch is set.</summary>
    public bool Exists()
    {
        _directory.Open();
        return Files.Exists(Libc.AtWorkingDirectory, _path);
    }

    public void Dispose() => _directory.Dispose();
}
