using System.Runtime.InteropServices;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The system calls the tests need themselves. <see cref="System.Diagnostics.Process"/> neither tells a death by signal from an exit code nor passes descriptors.</summary>
internal static partial class Libc
{
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;
    public const int F_DUPFD_CLOEXEC = 1030;
    public const int P_PIDFD = 3;
    public const int WEXITED = 4;
    public const int POLLIN = 1;
    public const int MS_REMOUNT = 32;
    public const int MNT_DETACH = 2;
    public const int CLOCK_BOOTTIME = 7;
    public const short SpawnSetProcessGroup = 0x02;
    public const short SpawnSetSignalDefaults = 0x04;
    public const short SpawnSetSignalMask = 0x08;
    public const short SpawnSetSession = 0x80;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    public const int LOCK_EX = 2;

    [LibraryImport("libc")]
    public static partial int flock(int fd, int operation);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn(out int pid, byte* path, void* actions, void* attributes, byte** argv, byte** environ);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_adddup2(void* actions, int descriptor, int target);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_addclose(void* actions, int descriptor);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_addclosefrom_np(void* actions, int lowest);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawnattr_setsigdefault(void* attributes, void* signals);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawnattr_setsigmask(void* attributes, void* signals);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc", SetLastError = true)]
    public static unsafe partial int pipe2(int* descriptors, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    public static unsafe partial int poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    public static unsafe partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    public static unsafe partial nint write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc")]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int sigqueue(int pid, int signal, nint value);

    [LibraryImport("libc", SetLastError = true)]
    public static unsafe partial int waitid(int kind, int id, int* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pidfd_open(int pid, uint flags);

    [LibraryImport("libc")]
    public static unsafe partial int clock_gettime(int clock, long* time);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int link(string path, string name);

    [LibraryImport("libc")]
    public static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mount(string source, string target, string kind, nuint flags, string? data);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int umount2(string target, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static unsafe partial int openpty(out int master, out int slave, byte* name, void* termios, void* window);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int chmod([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int mkfifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
