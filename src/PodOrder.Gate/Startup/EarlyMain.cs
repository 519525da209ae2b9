using System.Runtime;
using System.Runtime.CompilerServices;
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

    /// <summary>
    /// The runtime calls this as <c>fopen</c>, only to read what the machine is like: mounts and control groups (twice, and the
    /// longer the more mounts there are), processors, caches, memory. Nothing of it matters here; the heap's size is set in
    /// the project file. The C library's own calls do not come here.
    /// </summary>
    [RuntimeExport("__wrap_fopen64")]
    private static nint OpenNothing(byte* path, byte* mode) => 0;

    private static bool s_hasFinalizerThread;

    /// <summary>
    /// The runtime starts one thread, for finalizers, of which there are none here. Without it the gate has one thread: it
    /// starts faster, and execve has no other to end first, which takes long on a busy machine. Any other thread is an error.
    /// </summary>
    [RuntimeExport("__wrap_pthread_create")]
    private static int StartNoThread(nint* thread, void* attributes, void* routine, void* argument)
    {
        const int tryAgain = 11; // EAGAIN
        if (s_hasFinalizerThread) return tryAgain;
        s_hasFinalizerThread = true;
        *thread = 0;
        return 0;
    }

    /// <summary>A static program that loads a library of the container's gets a second C library with it, and both spoil each other's memory.</summary>
    [RuntimeExport("__wrap_dlopen")]
    private static nint LoadNothing(byte* path, int mode) => 0;

    /// <summary>
    /// The runtime asks for the sizes of the processor's caches, to make its heap as large as they are. The C library would
    /// ask the processor, whose answers (cpuid) are slow under a hypervisor. It also asks for the free memory during each
    /// garbage collection: whatever looked here whether one goes on would wait for its own end.
    /// </summary>
    [RuntimeExport("__wrap_sysconf")]
    private static nint Configuration(int name)
    {
        const int FirstOfCaches = 185, LastOfCaches = 199; // _SC_LEVEL1_ICACHE_SIZE, _SC_LEVEL4_CACHE_LINESIZE
        return name is >= FirstOfCaches and <= LastOfCaches ? 0 : AskSystem(name);
    }

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("__real_sysconf")]
    private static extern nint AskSystem(int name);

    [DllImport("libc", EntryPoint = "__real_main"), SuppressGCTransition]
    private static extern int StartRuntime(int argc, byte** argv, byte** envp);
}
