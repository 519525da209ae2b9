using System.Runtime.InteropServices;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Checks;

/// <summary>One try of a network check at one address, in steps that never block.</summary>
internal sealed unsafe class Attempt : IDisposable
{
    private readonly Conversation? _conversation;
    private readonly List<byte> _outgoing = [];
    private bool _isConnected;

    private Attempt(Conversation? conversation) => _conversation = conversation;

    /// <summary>The socket; −1 once the outcome is known.</summary>
    public int Descriptor { get; private set; } = -1;

    /// <summary>Null while it goes on.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Where its answer sends the client.</summary>
    public HttpTarget? Redirect => Outcome is { Passed: true } ? _conversation?.Redirect : null;

    /// <summary>What to poll the socket for.</summary>
    public short Wanted => (short)(!_isConnected || _outgoing.Count > 0 ? Libc.PollIn | Libc.PollOut : Libc.PollIn);

    /// <summary>Begins to connect; without a conversation, to be connected is to pass.</summary>
    public static Attempt Start(string ip, int port, Conversation? conversation)
    {
        if (Address.Parse(ip, port) is not { } address) return Fail(new Outcome(false, $"\"{ip}\" is no address"));

        var attempt = new Attempt(conversation);
        attempt.Descriptor = Libc.Socket(address.Family, Libc.Stream | Libc.NonBlock | Libc.CloseOnExec, 0);
        if (attempt.Descriptor < 0) attempt.Finish(Failure(Libc.Errno));
        else attempt.Connect(address);
        return attempt;
    }

    /// <summary>One that is over before it begins.</summary>
    public static Attempt Fail(Outcome outcome) => new(null) { Outcome = outcome };

    private void Connect(Address address)
    {
        fixed (byte* bytes = address.Bytes)
            if (Libc.Connect(Descriptor, bytes, address.Bytes.Length) == 0) Continue();
            else if (Libc.Errno != Errno.InProgress) Finish(Failure(Libc.Errno));
    }

    /// <summary>Goes on after poll has seen something.</summary>
    public void Continue()
    {
        if (!_isConnected && !FinishConnecting()) return;
        if (Outcome is null) Send();
        if (Outcome is null) Receive();
    }

    /// <summary>Ends the attempt, whatever its state.</summary>
    public void Finish(Outcome outcome)
    {
        Outcome ??= outcome;
        Dispose();
    }

    public void Dispose()
    {
        if (Descriptor >= 0) Libc.Close(Descriptor);
        Descriptor = -1;
    }

    private bool FinishConnecting()
    {
        int error = 0, length = sizeof(int);
        Libc.GetOption(Descriptor, Libc.SocketLevel, Libc.SocketError, &error, &length);
        if (error != 0) Finish(Failure(error));
        else if (_conversation is null) Finish(Checks.Outcome.Pass);
        else _outgoing.AddRange(_conversation.Opening);
        _isConnected = true;
        return error == 0;
    }

    private void Send()
    {
        while (_outgoing.Count > 0)
        {
            nint count;
            fixed (byte* bytes = CollectionsMarshal.AsSpan(_outgoing))
                count = Libc.Send(Descriptor, bytes, _outgoing.Count, Libc.NoSignal);
            if (count > 0) _outgoing.RemoveRange(0, (int)count);
            else if (Libc.Errno == Errno.WouldBlock) return;
            else if (Libc.Errno != Errno.Interrupted)
            {
                Finish(Failure(Libc.Errno));
                return;
            }
        }
    }

    private void Receive()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (Outcome is null)
        {
            nint count;
            fixed (byte* start = buffer) count = Libc.Read(Descriptor, start, buffer.Length);
            if (count < 0 && Libc.Errno == Errno.Interrupted) continue;
            if (count < 0 && Libc.Errno == Errno.WouldBlock) return;
            if (count < 0) Finish(Failure(Libc.Errno));
            else if (count == 0) Finish(_conversation!.End());
            else
            {
                Outcome = _conversation!.Receive(buffer[..(int)count], _outgoing);
                Send();
            }
        }
        Dispose();
    }

    private static Outcome Failure(int errno) => new(false, errno switch
    {
        Errno.ConnectionRefused => "refused",
        Errno.ConnectionReset => "reset by peer",
        Errno.HostUnreachable or Errno.NetworkUnreachable => "unreachable",
        _ => Libc.Describe(errno),
    });
}
