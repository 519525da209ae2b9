using System.Buffers.Binary;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Checks;

/// <summary>An IP address and a port, as <c>connect</c> wants it.</summary>
internal sealed unsafe class Address
{
    private const int PortOffset = 2, V4Offset = 4, V6Offset = 8, V4Length = 16, V6Length = 28; // struct sockaddr_in, sockaddr_in6

    private Address(int family, byte[] bytes)
    {
        Family = family;
        Bytes = bytes;
    }

    public int Family { get; }

    /// <summary>The <c>struct sockaddr</c>.</summary>
    public byte[] Bytes { get; }

    /// <summary>Reads an address in its usual spelling; null where it is none.</summary>
    public static Address? Parse(string text, int port) =>
        text.Contains(':', StringComparison.Ordinal)
            ? Parse(text, port, Libc.InternetV6, V6Offset, V6Length)
            : Parse(text, port, Libc.InternetV4, V4Offset, V4Length);

    private static Address? Parse(string text, int port, int family, int offset, int length)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)family);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(PortOffset), (ushort)port);
        fixed (byte* source = CString.Of(text), target = bytes)
            return Libc.ParseAddress(family, source, target + offset) == 1 ? new Address(family, bytes) : null;
    }
}
