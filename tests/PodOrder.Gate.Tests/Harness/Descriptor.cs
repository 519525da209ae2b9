using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>A file descriptor of the test, closed on exec and numbered so high that it never collides with one a process is given.</summary>
internal sealed class Descriptor : IDisposable
{
    private const int Lowest = 200;

    private int _number;

    private Descriptor(int number) => _number = number;

    public int Number => _number >= 0 ? _number : throw new ObjectDisposedException(nameof(Descriptor));

    /// <summary>Takes a descriptor over.</summary>
    public static Descriptor Of(int number)
    {
        var high = Libc.fcntl(number, Libc.F_DUPFD_CLOEXEC, Lowest);
        if (high < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        _ = Libc.close(number);
        return new Descriptor(high);
    }

    public static unsafe (Descriptor Reading, Descriptor Writing) Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return (Of(ends[0]), Of(ends[1]));
    }

    public static (Descriptor Master, Descriptor Slave) Terminal()
    {
        unsafe
        {
            if (Libc.openpty(out var master, out var slave, null, null, null) < 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            return (Of(master), Of(slave));
        }
    }

    /// <summary>Reads what is there; 0 at the end (and where a terminal's other side is gone).</summary>
    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* at = buffer)
            return (int)nint.Max(0, Libc.read(Number, at, (nuint)buffer.Length));
    }

    public unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* at = bytes)
        {
            if (Libc.write(Number, at, (nuint)bytes.Length) != bytes.Length)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    public void Dispose()
    {
        var number = Interlocked.Exchange(ref _number, -1);
        if (number >= 0)
            _ = Libc.close(number);
    }
}
