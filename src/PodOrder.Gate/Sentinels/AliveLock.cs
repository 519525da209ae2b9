using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Sentinels;

/// <summary>The lock by which others see that a wrapper lives: the kernel gives it back however the wrapper ends.</summary>
internal static class AliveLock
{
    private const int OpenMode = 0x1B6; // 0666: podorder-install and the container run under different users
    private const long LongestWait = 5_000;

    /// <summary>
    /// Takes the lock and returns its descriptor. Readers hold it for microseconds while they look, and a former run of the
    /// container may be in its last ones, so the lock is asked for again for up to 5 s.
    /// </summary>
    /// <exception cref="GateException">The file cannot be opened, or somebody else keeps the lock.</exception>
    public static int Take(int directory, ReadOnlySpan<byte> name, string path)
    {
        var fd = Open(directory, name);
        if (fd == -Errno.AccessDenied && Files.Remove(directory, name) == 0) fd = Open(directory, name); // it was a former user's
        if (fd < 0) throw new GateException(ExitCode.GateError, $"the lock in {path} cannot be written: {Libc.Describe(-fd)}");

        var deadline = Clock.Now + LongestWait;
        while (Libc.FileLock(fd, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            if (Clock.Now > deadline)
                throw new GateException(ExitCode.GateError, $"the lock in {path} is locked by another process; --self must name this container and no other");
            Pause.Milliseconds(1);
        }
        return fd;
    }

    /// <summary>Makes the file for whatever user the container has; only that container can reach it for writing.</summary>
    public static int Prepare(int directory)
    {
        var fd = Open(directory, "alive"u8);
        if (fd < 0) return -fd == Errno.AccessDenied ? 0 : -fd; // there already, and its container's own
        var error = Void(fd);
        Libc.Close(fd);
        return error;
    }

    /// <summary>Says in which epoch the lock is held.</summary>
    public static int Sign(int fd, Epoch epoch) => Overwrite(fd, epoch.Name);

    /// <summary>Takes that back: the wrapper becomes the application, whose end nobody records.</summary>
    public static int Void(int fd) => Overwrite(fd, new string('-', Epoch.NameLength));

    /// <summary>Takes back what the holder of a former run has said, unless somebody holds the lock now.</summary>
    public static void VoidIfFree(int directory, ReadOnlySpan<byte> name)
    {
        var fd = Files.Open(directory, name, Libc.ReadWrite | Libc.NonBlock | Libc.NoFollow);
        if (fd < 0) return;
        if (Libc.FileLock(fd, Libc.LockExclusive | Libc.LockNonBlocking) == 0) Void(fd);
        Libc.Close(fd);
    }

    /// <summary>Writes in place, since the lock belongs to the file, not to its name, and since that works on a full volume.</summary>
    private static int Open(int directory, ReadOnlySpan<byte> name)
    {
        var fd = Files.Open(directory, name, Libc.ReadWrite | Libc.Create | Libc.NonBlock | Libc.NoFollow, OpenMode);
        if (fd >= 0) Libc.SetMode(fd, OpenMode); // whatever the umask is
        return fd;
    }

    private static unsafe int Overwrite(int fd, string line)
    {
        var text = Encoding.UTF8.GetBytes(line + "\n");
        fixed (byte* bytes = text)
            return Libc.WriteAt(fd, bytes, text.Length, 0) == text.Length && Libc.SetLength(fd, text.Length) == 0 ? 0 : Libc.Errno;
    }

    /// <summary>Looks at another container's lock.</summary>
    public static WrapperLife Observe(int directory, ReadOnlySpan<byte> name, Epoch epoch)
    {
        var fd = Files.Open(directory, name, Libc.ReadOnly | Libc.NonBlock | Libc.NoFollow);
        if (fd < 0) return WrapperLife.NotBegun;

        Span<byte> buffer = stackalloc byte[64];
        var isFree = Libc.FileLock(fd, Libc.LockShared | Libc.LockNonBlocking) == 0;
        var isOfThisEpoch = epoch.Is(new Line(buffer[..Files.Fill(fd, buffer)]).Word());
        Libc.Close(fd); // which unlocks
        return !isOfThisEpoch ? WrapperLife.NotBegun : isFree ? WrapperLife.Over : WrapperLife.Alive;
    }
}
