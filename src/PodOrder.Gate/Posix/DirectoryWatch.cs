namespace PodOrder.Gate.Posix;

/// <summary>
/// Tells by SIGIO that something was put into a directory or taken out of it (dnotify). Not inotify, for two reasons: the
/// last close of an inotify descriptor waits for a kernel grace period of several milliseconds, which the application would
/// pay for at its start; and inotify instances run out.
/// </summary>
internal static class DirectoryWatch
{
    /// <summary>Opens a directory and watches it; a negative result is an error number with its sign changed.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="isWatched">False where the kernel does not tell: then looking again and again is all that is left.</param>
    public static int Open(string path, out bool isWatched)
    {
        var fd = Files.Open(Libc.AtWorkingDirectory, CString.Of(path), Libc.ReadOnly | Libc.Directory);
        isWatched = fd >= 0
            && Libc.Control(fd, Libc.SetSignal, Signals.IO) == 0
            && Libc.Control(fd, Libc.Notify, Libc.NotifyMultishot | Libc.NotifyCreate | Libc.NotifyRename) == 0;
        return fd;
    }
}
