using System.Runtime.InteropServices;

namespace PodOrder.Webhook.Serving;

/// <summary>The memory that native code, TLS above all, takes from the C library.</summary>
internal static partial class NativeMemory
{
    // malloc.h: M_ARENA_MAX.
    private const int MostArenas = -8;

    /// <summary>
    /// Keeps it in one place. The C library would give each thread an arena of its own, up to eight a processor, which
    /// are kept at their largest: more than a megabyte, for threads that hardly ever meet.
    /// </summary>
    public static void KeepInOneArena() => _ = Tune(MostArenas, 1);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Tune(int parameter, int value);
}
