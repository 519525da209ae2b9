using System.Runtime.InteropServices;

namespace PodOrder.Conformance.Runtime;

/// <summary>The few system calls that .NET has no name for.</summary>
internal static partial class Native
{
    /// <summary>CLONE_NEWNET of sched.h.</summary>
    public const int NetworkNamespace = 0x40000000;

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial int EffectiveUser();

    /// <summary>Turns a failed call into an exception that names it.</summary>
    public static void Check(int result, string call)
    {
        if (result < 0)
            throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
