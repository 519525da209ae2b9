namespace PodOrder.Gate.Posix;

/// <summary>The descriptors of this process.</summary>
internal static unsafe class Descriptors
{
    private const int StandardError = 2, MostWithoutRange = 1024;

    /// <summary>
    /// Closes all but stderr and some others, and leaves the working directory: what the application closes must be closed (a
    /// listening socket, the end of a pipe), and what it leaves must be free (a mount).
    /// </summary>
    public static void Release(ReadOnlySpan<int> others)
    {
        for (var first = 0; first < int.MaxValue;)
        {
            var next = NextKept(first, others);
            if (next > first) CloseRange(first, next - 1);
            first = next == int.MaxValue ? next : next + 1;
        }
        fixed (byte* root = "/"u8) Libc.ChangeDirectory(root);
    }

    /// <summary>The lowest descriptor that is kept, from <paramref name="first"/> on.</summary>
    private static int NextKept(int first, ReadOnlySpan<int> others)
    {
        var next = first <= StandardError ? StandardError : int.MaxValue;
        foreach (var fd in others)
            if (fd >= first) next = Math.Min(next, fd);
        return next;
    }

    private static void CloseRange(int first, int last)
    {
        if (Libc.RawSystemCall(SystemCall.CloseRange, first, last, 0, 0) == 0) return;
        for (var fd = first; fd <= Math.Min(last, MostWithoutRange); fd++) Libc.Close(fd); // before Linux 5.9
    }
}
