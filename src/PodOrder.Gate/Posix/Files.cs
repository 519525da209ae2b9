namespace PodOrder.Gate.Posix;

/// <summary>Whole-file operations relative to an open directory. Names are spans that end with a zero byte after their end, as <see cref="CString"/> and <c>u8</c> literals make them.</summary>
internal static unsafe class Files
{
    private const int PublicMode = 0x1A4; // 0644: containers run under different users

    /// <summary>Opens a file; a negative result is an error number with its sign changed.</summary>
    public static int Open(int directory, ReadOnlySpan<byte> name, int flags, int mode = 0)
    {
        fixed (byte* path = name)
        {
            int fd;
            do fd = Libc.OpenAt(directory, path, flags | Libc.CloseOnExec, mode);
            while (fd < 0 && Libc.Errno == Errno.Interrupted);
            return fd < 0 ? -Libc.Errno : fd;
        }
    }

    /// <summary>Reads a small file into a buffer and returns the part that was filled, or nothing at all where the file cannot be read.</summary>
    public static ReadOnlySpan<byte> Read(int directory, ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        var fd = Open(directory, name, Libc.ReadOnly | Libc.NonBlock | Libc.NoFollow); // a FIFO must not hold anybody up
        if (fd < 0) return default;
        var length = Fill(fd, buffer);
        Libc.Close(fd);
        return buffer[..length];
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    public static int Fill(int fd, Span<byte> buffer)
    {
        var length = 0;
        fixed (byte* start = buffer)
            while (length < buffer.Length)
            {
                var count = Libc.Read(fd, start + length, buffer.Length - length);
                if (count < 0 && Libc.Errno == Errno.Interrupted) continue;
                if (count <= 0) break;
                length += (int)count;
            }
        return length;
    }

    /// <summary>Writes all bytes; the result is 0 or an error number.</summary>
    public static int Write(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            for (nint done = 0; done < bytes.Length;)
            {
                var count = Libc.Write(fd, start + done, bytes.Length - done);
                if (count >= 0) done += count;
                else if (Libc.Errno != Errno.Interrupted) return Libc.Errno;
            }
        return 0;
    }

    /// <summary>Writes a file under a temporary name and renames it, so that nobody reads half of it; the result is 0 or an error number.</summary>
    public static int Replace(int directory, string name, ReadOnlySpan<byte> content, bool sync = false)
    {
        var temporary = CString.Of($".{name}.{Number.Format(Libc.GetPid())}");
        var fd = Open(directory, temporary, Libc.WriteOnly | Libc.Create | Libc.Truncate, PublicMode);
        if (fd < 0) return -fd;

        Libc.SetMode(fd, PublicMode); // whatever the umask is
        var error = Write(fd, content);
        if (error == 0 && sync && Libc.Sync(fd) != 0) error = Libc.Errno;
        if (Libc.Close(fd) != 0 && error == 0) error = Libc.Errno;
        if (error == 0) error = Rename(directory, temporary, CString.Of(name));
        if (error != 0) Remove(directory, temporary);
        return error;
    }

    public static int Rename(int directory, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        fixed (byte* old = from, current = to)
            return Libc.RenameAt(directory, old, directory, current) == 0 ? 0 : Libc.Errno;
    }

    /// <summary>Removes a file; that it is not there is no error.</summary>
    public static int Remove(int directory, ReadOnlySpan<byte> name)
    {
        fixed (byte* path = name)
            return Libc.UnlinkAt(directory, path, 0) == 0 || Libc.Errno == Errno.NotFound ? 0 : Libc.Errno;
    }

    public static bool Exists(int directory, ReadOnlySpan<byte> name) => TryGetStatus(directory, name, out _);

    public static bool TryGetStatus(int directory, ReadOnlySpan<byte> name, out Libc.FileStatus status)
    {
        const uint TypeModeSizeAndModified = 0x001 | 0x002 | 0x040 | 0x200;
        fixed (byte* path = name)
        fixed (Libc.FileStatus* result = &status)
            return Libc.StatX(directory, path, 0, TypeModeSizeAndModified, result) == 0;
    }

    /// <summary>The names in a directory that do not begin with a dot.</summary>
    public static List<string> List(int directory)
    {
        const int LengthOffset = 16, NameOffset = 19; // struct linux_dirent64
        var names = new List<string>();
        var buffer = stackalloc byte[4096];
        nint filled;
        while ((filled = Libc.ReadDirectory(directory, buffer, 4096)) > 0)
            for (nint at = 0; at < filled; at += *(ushort*)(buffer + at + LengthOffset))
                if (buffer[at + NameOffset] != '.')
                    names.Add(CString.Read(buffer + at + NameOffset));
        return names;
    }
}
