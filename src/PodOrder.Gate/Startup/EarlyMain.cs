using System.Runtime;
using System.Runtime.InteropServices;

namespace PodOrder.Gate.Startup;

/// <summary>
/// What runs before the .NET runtime: the linker (<c>--wrap</c>) lets the C library's calls end here. Nothing in this class
/// may allocate, throw, or touch a static field that has an initialiser.
/// </summary>
internal static unsafe class EarlyMain
{
    /// <summary>
    /// The C library calls this as <c>main</c>. In Main it would be too late: the runtime has a thread of its own by then,
    /// which takes the signals meant for the application, and has ignored SIGPIPE.
    /// </summary>
    [RuntimeExport("__wrap_main")]
    private static int Enter(int argc, byte** argv, byte** envp)
    {
        Inherited.Take(argc, argv, envp);
        return StartRuntime(argc, argv, envp);
    }

    /// <summary>
    /// The runtime calls this as <c>pthread_sigmask</c>, only to unblock the signal by which it suspends threads (SIGRTMIN).
    /// It has nothing to suspend here, and the signal is the application's: it stays blocked.
    /// </summary>
    [RuntimeExport("__wrap_pthread_sigmask")]
    private static int LeaveSignalMaskAlone(int how, void* set, void* previous) => 0;

    [DllImport("libc", EntryPoint = "__real_main"), SuppressGCTransition]
    private static extern int StartRuntime(int argc, byte** argv, byte** envp);
}
