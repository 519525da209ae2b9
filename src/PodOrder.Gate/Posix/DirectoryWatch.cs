namespace PodOrder.Gate.Posix;

/// <summary>
/// Tells by SIGIO that something was put into a directory or taken out of it (dnotify). Not inotify, for two reasons: the
/// last close of an inotify descriptor waits for a kernel grace period of several milliseconds, which the application would
/// pay for at its start; and inotify instances run out.
/// </summary>
internal static class DirectoryWatch
{
    /// <summary>What records make: they are renamed into place, and their temporary names are no news.</summary>
    public const int Renames = Libc.NotifyRename;

    /// <summary>What files of an application's own make.</summary>
    public const int Everything = Libc.NotifyRename | Libc.NotifyCreate;

    /// <summary>Opens a directory and watches it; a negative result is an error number with its sign changed.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="news"><see cref="Renames"/> or <see cref="Everything"/>.</param>
    /// <param name="isWatched">False where the kernel does not tell: then looking again and again is all that is left.</param>
    public static int Open(string path, int news, out bool isWatched)
    {
        var fd = Files.Open(Libc.AtWorkingDirectory, CString.Of(path), Libc.ReadOnly | Libc.Directory);
        isWatched = fd >= 0
            && Libc.Control(fd, Libc.SetSignal, Signals.IO) == 0
            && Libc.Control(fd, Libc.Notify, Libc.NotifyMultishot | news) == 0;
        return fd;
    }
}
