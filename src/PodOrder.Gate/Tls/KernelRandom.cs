using System.Runtime.InteropServices;
using Org.BouncyCastle.Crypto.Prng;

namespace PodOrder.Gate.Tls;

/// <summary>Random numbers of the kernel. The runtime would take them from OpenSSL, and abort where that is missing.</summary>
internal sealed unsafe class KernelRandom : IRandomGenerator
{
    /// <summary>The kernel seeds itself.</summary>
    public void AddSeedMaterial(byte[] seed)
    {
    }

    /// <inheritdoc cref="AddSeedMaterial(byte[])"/>
    public void AddSeedMaterial(ReadOnlySpan<byte> seed)
    {
    }

    /// <inheritdoc cref="AddSeedMaterial(byte[])"/>
    public void AddSeedMaterial(long seed)
    {
    }

    /// <inheritdoc/>
    public void NextBytes(byte[] bytes) => NextBytes(bytes.AsSpan());

    /// <inheritdoc/>
    public void NextBytes(byte[] bytes, int start, int len) => NextBytes(bytes.AsSpan(start, len));

    /// <inheritdoc/>
    public void NextBytes(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint count;
            fixed (byte* start = bytes) count = Read(start, bytes.Length, 0);
            if (count > 0) bytes = bytes[(int)count..];
        }
    }

    [DllImport("libc", EntryPoint = "getrandom")]
    private static extern nint Read(byte* buffer, nint count, uint flags);
}
