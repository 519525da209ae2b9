using System.Runtime.InteropServices;

namespace PodOrder.Gate.Posix;

internal static unsafe partial class Libc
{
    public const int AtWorkingDirectory = -100;
    public const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2;
    public const int Create = 0x40, Truncate = 0x200, NonBlock = 0x800, CloseOnExec = 0x80000, NoControllingTerminal = 0x100;
#if ARM64
    public const int Directory = 0x4000, NoFollow = 0x8000;
#else
    public const int Directory = 0x10000, NoFollow = 0x20000;
#endif
    public const int LockShared = 1, LockExclusive = 2, LockNonBlocking = 4, Unlock = 8;
    public const int SetSignal = 10, DuplicateCloseOnExec = 1030, Notify = 1026;
    public const int NotifyMultishot = unchecked((int)0x80000000), NotifyCreate = 4, NotifyRename = 16;
    public const int ExecutableMode = 1, EffectiveAccess = 0x200;
    public const nint DetachTerminal = 0x5422, AttachTerminal = 0x540E, GetForeground = 0x540F, SetForeground = 0x5410, GetTerminalSession = 0x5429;

    [DllImport("libc", EntryPoint = "openat")]
    public static extern int OpenAt(int directory, byte* path, int flags, int mode);

    [DllImport("libc", EntryPoint = "close")]
    public static extern int Close(int fd);

    [DllImport("libc", EntryPoint = "read")]
    public static extern nint Read(int fd, byte* buffer, nint count);

    [DllImport("libc", EntryPoint = "write")]
    public static extern nint Write(int fd, byte* buffer, nint count);

    [DllImport("libc", EntryPoint = "pwrite")]
    public static extern nint WriteAt(int fd, byte* buffer, nint count, long offset);

    [DllImport("libc", EntryPoint = "ftruncate")]
    public static extern int SetLength(int fd, long length);

    [DllImport("libc", EntryPoint = "lseek")]
    private static extern long Seek(int fd, long offset, int origin);

    public static void Rewind(int fd) => Seek(fd, 0, 0);

    [DllImport("libc", EntryPoint = "fsync")]
    public static extern int Sync(int fd);

    [DllImport("libc", EntryPoint = "fchmod")]
    public static extern int SetMode(int fd, int mode);

    [DllImport("libc", EntryPoint = "renameat")]
    public static extern int RenameAt(int fromDirectory, byte* from, int toDirectory, byte* to);

    [DllImport("libc", EntryPoint = "unlinkat")]
    public static extern int UnlinkAt(int directory, byte* path, int flags);

    [DllImport("libc", EntryPoint = "mkdirat")]
    public static extern int MakeDirectoryAt(int directory, byte* path, int mode);

    [DllImport("libc", EntryPoint = "readlink")]
    public static extern nint ReadLink(byte* path, byte* buffer, nint count);

    [DllImport("libc", EntryPoint = "faccessat")]
    public static extern int AccessAt(int directory, byte* path, int mode, int flags);

    [DllImport("libc", EntryPoint = "statx")]
    public static extern int StatX(int directory, byte* path, int flags, uint mask, FileStatus* status);

    [DllImport("libc", EntryPoint = "getdents64")]
    public static extern nint ReadDirectory(int fd, byte* buffer, nint count);

    [DllImport("libc", EntryPoint = "flock")]
    public static extern int FileLock(int fd, int operation);

    [DllImport("libc", EntryPoint = "fcntl")]
    public static extern int Control(int fd, int command, nint argument);

    [DllImport("libc", EntryPoint = "ioctl"), SuppressGCTransition]
    public static extern int DeviceControl(int fd, nint request, nint argument);

    [DllImport("libc", EntryPoint = "dup2"), SuppressGCTransition]
    public static extern int Duplicate(int fd, int target);

    [DllImport("libc", EntryPoint = "chdir")]
    public static extern int ChangeDirectory(byte* path);

    /// <summary><c>struct statx</c>, as far as it is used.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct FileStatus
    {
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(112)] public long ModifiedSeconds;
    }
}
