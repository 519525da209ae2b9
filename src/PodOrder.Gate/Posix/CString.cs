using System.Runtime.InteropServices;
using System.Text;

namespace PodOrder.Gate.Posix;

/// <summary>Strings as the C library wants them.</summary>
internal static unsafe class CString
{
    /// <summary>UTF-8 with a closing zero byte, which string literals (<c>u8</c>) have by themselves.</summary>
    public static byte[] Of(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    public static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    public static ReadOnlySpan<byte> Span(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
}
