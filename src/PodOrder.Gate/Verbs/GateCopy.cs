using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Verbs;

/// <summary>Puts an executable in place under a temporary name and renames it, so that no half of it is ever executed and one that runs is never written to (ETXTBSY).</summary>
internal static unsafe class GateCopy
{
    private const int ExecutableMode = 0x1ED; // 0755
    private const int BlockSize = 64 * 1024;

    /// <summary>Copies a file to <c>&lt;root&gt;/target</c>, unless the same bytes are there.</summary>
    /// <exception cref="GateException">It cannot be read or written.</exception>
    public static void Put(int root, string target, string source, string rootPath)
    {
        var from = Files.Open(Libc.AtWorkingDirectory, CString.Of(source), Libc.ReadOnly);
        if (from < 0) throw new GateException(ExitCode.GateError, $"{source} cannot be read ({Libc.Describe(-from)}); it belongs into the gate's image");

        if (!IsSame(from, root, target))
        {
            var temporary = CString.Of($"bin/.{target[(target.LastIndexOf('/') + 1)..]}.{Number.Format(Libc.GetPid())}");
            var error = Write(from, root, temporary);
            if (error == 0) error = Files.Rename(root, temporary, CString.Of(target));
            if (error != 0)
            {
                Files.Remove(root, temporary);
                throw new GateException(ExitCode.GateError, $"{rootPath}/{target} cannot be written: {Libc.Describe(error)}");
            }
        }
        Libc.Close(from);
    }

    /// <summary>Path of a file that lies beside the running one.</summary>
    public static string Beside(string name)
    {
        Span<byte> buffer = stackalloc byte[4096];
        nint length;
        fixed (byte* link = "/proc/self/exe"u8, target = buffer) length = Libc.ReadLink(link, target, buffer.Length);
        var path = Encoding.UTF8.GetString(buffer[..(int)Math.Max(0, length)]);
        return path[..(path.LastIndexOf('/') + 1)] + name;
    }

    private static bool IsSame(int from, int root, string target)
    {
        var to = Files.Open(root, CString.Of(target), Libc.ReadOnly);
        if (to < 0) return false;

        byte[] ours = new byte[BlockSize], theirs = new byte[BlockSize];
        int count;
        bool isSame;
        do
        {
            count = Files.Fill(from, ours);
            isSame = Files.Fill(to, theirs) == count && ours.AsSpan(0, count).SequenceEqual(theirs.AsSpan(0, count));
        }
        while (isSame && count > 0);
        Libc.Close(to);
        Libc.Rewind(from);
        return isSame;
    }

    private static int Write(int from, int root, byte[] temporary)
    {
        var to = Files.Open(root, temporary, Libc.WriteOnly | Libc.Create | Libc.Truncate, ExecutableMode);
        if (to < 0) return -to;

        var buffer = new byte[BlockSize];
        var error = 0;
        for (int count; error == 0 && (count = Files.Fill(from, buffer)) > 0;)
            error = Files.Write(to, buffer.AsSpan(0, count));
        if (error == 0 && Libc.SetMode(to, ExecutableMode) != 0) error = Libc.Errno;
        if (error == 0 && Libc.Sync(to) != 0) error = Libc.Errno;
        if (Libc.Close(to) != 0 && error == 0) error = Libc.Errno;
        return error;
    }
}
