using System.Runtime.InteropServices;

namespace PodOrder.Gate.Posix;

internal static unsafe partial class Libc
{
    public const int Stream = 1, InternetV4 = 2, InternetV6 = 10;
    public const int SocketLevel = 1, SocketError = 4, Linger = 13, NoSignal = 0x4000;
    public const short PollIn = 1, PollOut = 4;

    [DllImport("libc", EntryPoint = "socket")]
    public static extern int Socket(int family, int type, int protocol);

    [DllImport("libc", EntryPoint = "connect")]
    public static extern int Connect(int fd, byte* address, int length);

    [DllImport("libc", EntryPoint = "send")]
    public static extern nint Send(int fd, byte* buffer, nint count, int flags);

    [DllImport("libc", EntryPoint = "getsockopt")]
    public static extern int GetOption(int fd, int level, int name, void* value, int* length);

    [DllImport("libc", EntryPoint = "setsockopt")]
    public static extern int SetOption(int fd, int level, int name, void* value, int length);

    [DllImport("libc", EntryPoint = "inet_pton")]
    public static extern int ParseAddress(int family, byte* text, byte* address);

    [DllImport("libc", EntryPoint = "poll")]
    public static extern int Poll(PollEntry* entries, nuint count, int timeout);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Seen;
    }
}
