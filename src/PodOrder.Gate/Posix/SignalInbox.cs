using System.Runtime.InteropServices;

namespace PodOrder.Gate.Posix;

/// <summary>Signals as messages: a signalfd for signals that are blocked everywhere.</summary>
internal sealed unsafe class SignalInbox(ulong wanted) : IDisposable
{
    /// <summary>The descriptor to poll.</summary>
    public int Descriptor { get; } = Open(wanted);

    /// <summary>Takes the next signal; false when there is none.</summary>
    public bool TryTake(out Message message)
    {
        fixed (Message* start = &message)
            return Libc.Read(Descriptor, (byte*)start, sizeof(Message)) == sizeof(Message);
    }

    /// <summary>Takes all that has come, and tells the first signal that ends a plain process; the kernel's news of a directory are none.</summary>
    public int? TakeEnd()
    {
        int? end = null;
        while (TryTake(out var message))
            if (message is not { Signal: Signals.IO, IsFromKernel: true } && Signals.Terminates(message.Signal)) end ??= message.Signal;
        return end;
    }

    /// <summary>Sleeps until a signal comes, or for so many milliseconds.</summary>
    public void Await(long pause)
    {
        var news = new Libc.PollEntry { Descriptor = Descriptor, Wanted = Libc.PollIn };
        Libc.Poll(&news, 1, pause > int.MaxValue ? -1 : (int)Math.Max(pause, 0));
    }

    public void Dispose() => Libc.Close(Descriptor);

    private static int Open(ulong wanted)
    {
        // The C library copies its own sigset_t, which is 128 bytes long.
        var set = stackalloc ulong[16];
        set[0] = wanted;
        var fd = Libc.SignalDescriptor(-1, set, Libc.NonBlock | Libc.CloseOnExec);
        return fd >= 0 ? fd : throw new GateException(ExitCode.GateError, $"signals cannot be received: {Libc.Describe(Libc.Errno)}");
    }

    /// <summary><c>struct signalfd_siginfo</c>, as far as it is used.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    public struct Message
    {
        [FieldOffset(0)] public int Signal;
        [FieldOffset(8)] public int Code;
        [FieldOffset(12)] public int Pid;
        [FieldOffset(16)] public int Uid;
        [FieldOffset(48)] public ulong Value;

        /// <summary>The kernel sent it, not a process.</summary>
        public readonly bool IsFromKernel => Code > 0;

        /// <summary>Sends the signal on; one that came with a value (sigqueue) keeps it.</summary>
        public readonly void SendTo(int pid)
        {
            const int Queued = -1;
            if (Code != Queued)
            {
                Libc.Kill(pid, Signal);
                return;
            }
            var information = new Information { Signal = Signal, Code = Code, Pid = Pid, Uid = Uid, Value = Value };
            Libc.RawSystemCall(SystemCall.QueueSignal, pid, Signal, (nint)(&information), 0);
        }
    }

    /// <summary><c>siginfo_t</c> of a queued signal.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Information
    {
        [FieldOffset(0)] public int Signal;
        [FieldOffset(8)] public int Code;
        [FieldOffset(16)] public int Pid;
        [FieldOffset(20)] public int Uid;
        [FieldOffset(24)] public ulong Value;
    }
}
