using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Waiting;

/// <summary>A directory that may appear late, and is watched once it is there.</summary>
/// <param name="path">The directory.</param>
/// <param name="news">What of it is told: <see cref="DirectoryWatch.Renames"/> or <see cref="DirectoryWatch.Everything"/>.</param>
internal sealed class WatchedDirectory(string path, int news) : IDisposable
{
    private int _descriptor = -1;

    /// <summary>The kernel tells when something is put into it.</summary>
    public bool IsWatched { get; private set; }

    /// <summary>Its descriptor; while it is not there, an error number with its sign changed.</summary>
    public int Open()
    {
        if (_descriptor >= 0) return _descriptor;
        _descriptor = DirectoryWatch.Open(path, news, out var isWatched);
        IsWatched = isWatched;
        return _descriptor;
    }

    public void Dispose()
    {
        if (_descriptor >= 0) Libc.Close(_descriptor);
        _descriptor = -1;
    }
}
