using System.Runtime;
using System.Runtime.CompilerServices;

namespace PodOrder.Gate.Tls;

/// <summary>
/// The class library's random numbers, for the TLS library too. It would take them from OpenSSL, look for that in the
/// container, and abort where it is missing; where it is there, it would bring a second C library into a static program.
/// The linker (<c>--wrap</c>) lets these calls end here, and they run as C does: no allocation, no look at the runtime.
/// </summary>
internal static unsafe class KernelRandom
{
    [RuntimeExport("__wrap_CryptoNative_EnsureOpenSslInitialized")]
    private static int NothingToInitialize() => 0;

    [RuntimeExport("__wrap_CryptoNative_GetRandomBytes")]
    private static int Fill(byte* buffer, int count)
    {
        while (count > 0)
        {
            var filled = (int)GetRandom(buffer, count, 0); // interrupted by a signal it fails, or gives less (getrandom(2))
            if (filled <= 0) continue;
            buffer += filled;
            count -= filled;
        }
        return 1;
    }

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("getrandom")]
    private static extern nint GetRandom(byte* buffer, nint count, uint flags);
}
