using System.Runtime.InteropServices;

namespace PodOrder.Gate.Posix;

/// <summary>The C library. No function here blocks for long while the garbage collector could be wanted: there is one managed thread.</summary>
internal static unsafe partial class Libc
{
    public const int SetChildSubreaper = 36, SetParentDeathSignal = 1;
    public const int WaitNoHang = 1, WaitStopped = 2;
    public const int LimitCore = 4;

    public static int Errno => *ErrnoLocation();

    [DllImport("libc", EntryPoint = "__errno_location"), SuppressGCTransition]
    private static extern int* ErrnoLocation();

    [DllImport("libc", EntryPoint = "syscall"), SuppressGCTransition]
    public static extern nint RawSystemCall(nint number, nint a, nint b, nint c, nint d);

    [DllImport("libc", EntryPoint = "vfork"), SuppressGCTransition]
    public static extern int VFork();

    [DllImport("libc", EntryPoint = "execve"), SuppressGCTransition]
    public static extern int Execve(byte* path, byte** argv, byte** envp);

    [DllImport("libc", EntryPoint = "_exit"), SuppressGCTransition]
    public static extern void ExitNow(int code);

    [DllImport("libc", EntryPoint = "setsid"), SuppressGCTransition]
    public static extern int SetSession();

    [DllImport("libc", EntryPoint = "setpgid"), SuppressGCTransition]
    public static extern int SetProcessGroup(int pid, int group);

    [DllImport("libc", EntryPoint = "getpgrp"), SuppressGCTransition]
    public static extern int GetProcessGroup();

    [DllImport("libc", EntryPoint = "getsid"), SuppressGCTransition]
    public static extern int GetSession(int pid);

    [DllImport("libc", EntryPoint = "getpid"), SuppressGCTransition]
    public static extern int GetPid();

    [DllImport("libc", EntryPoint = "prctl"), SuppressGCTransition]
    public static extern int Prctl(int option, nint a, nint b, nint c, nint d);

    [DllImport("libc", EntryPoint = "setrlimit")]
    public static extern int SetLimit(int resource, ulong* softAndHard);

    [DllImport("libc", EntryPoint = "waitpid")]
    public static extern int WaitPid(int pid, int* status, int options);

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "signalfd")]
    public static extern int SignalDescriptor(int fd, ulong* set, int flags);

    [DllImport("libc", EntryPoint = "clock_gettime"), SuppressGCTransition]
    public static extern int GetTime(int clock, TimeSpec* time);

    [DllImport("libc", EntryPoint = "clearenv"), SuppressGCTransition]
    public static extern int ClearEnvironment();

    [DllImport("libc", EntryPoint = "putenv"), SuppressGCTransition]
    public static extern int PutEnvironment(byte* setting);

    [DllImport("libc", EntryPoint = "getrandom")]
    public static extern nint GetRandom(byte* buffer, nuint count, uint flags);

    [DllImport("libc", EntryPoint = "strerror")]
    private static extern byte* ErrorText(int errno);

    /// <summary>The C library's sentence for an error number.</summary>
    public static string Describe(int errno) => Marshal.PtrToStringUTF8((nint)ErrorText(errno)) ?? "unknown error";

    /// <summary><c>struct timespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
