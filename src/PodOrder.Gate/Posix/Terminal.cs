namespace PodOrder.Gate.Posix;

/// <summary>The controlling terminal, where the container has one.</summary>
internal static unsafe class Terminal
{
    /// <summary>The lowest of stdin, stdout and stderr that is the controlling terminal; −1 where there is none.</summary>
    public static int Find()
    {
        for (var fd = 0; fd <= 2; fd++)
        {
            int session;
            if (Libc.DeviceControl(fd, Libc.GetTerminalSession, (nint)(&session)) == 0 && session == Libc.GetSession(0)) return fd;
        }
        return -1;
    }

    /// <summary>The foreground process group.</summary>
    public static int GetForeground(int terminal)
    {
        int group;
        return Libc.DeviceControl(terminal, Libc.GetForeground, (nint)(&group)) == 0 ? group : -1;
    }

    /// <summary>Makes a process group the foreground one; SIGTTOU is blocked throughout the gate.</summary>
    public static void SetForeground(int terminal, int group) =>
        Libc.DeviceControl(terminal, Libc.SetForeground, (nint)(&group));
}
