using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace PodOrder.Gate.Checks;

/// <summary>
/// One call of <c>grpc.health.v1.Health/Check</c> in the clear (RFC 9113; grpc/doc/health-checking.md): just enough HTTP/2 for
/// a unary call. Header fields that come back are not decoded: a message with a status is an answer, anything else is none.
/// </summary>
/// <param name="service">The service asked about; empty = the server as a whole.</param>
/// <param name="authority">Address and port.</param>
internal sealed class GrpcConversation(string service, string authority) : Conversation
{
    private const int FrameHead = 9, MessageHead = 5, LongestFrame = 16 * 1024;
    private const byte Data = 0, Headers = 1, ResetStream = 3, Settings = 4, Ping = 6, GoAway = 7;
    private const byte EndStream = 1, Acknowledge = 1, EndHeaders = 4, Padded = 8;

    private readonly byte[] _opening = BuildOpening(service, authority);
    private readonly List<byte> _received = [];
    private readonly List<byte> _message = [];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Opening => _opening;

    private static byte[] BuildOpening(string service, string authority)
    {
        var bytes = new List<byte>("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        AddFrame(bytes, Settings, 0, 0, []);

        var fields = new List<byte>();
        AddField(fields, ":method", "POST");
        AddField(fields, ":scheme", "http");
        AddField(fields, ":path", "/grpc.health.v1.Health/Check");
        AddField(fields, ":authority", authority);
        AddField(fields, "te", "trailers");
        AddField(fields, "content-type", "application/grpc");
        AddField(fields, "user-agent", Agent.Name);
        AddFrame(bytes, Headers, EndHeaders, 1, CollectionsMarshal.AsSpan(fields));

        var name = Encoding.UTF8.GetBytes(service);
        List<byte> request = name.Length == 0 ? [] : [0x0a, .. Varint(name.Length), .. name]; // field 1, a string
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, request.Count);
        AddFrame(bytes, Data, EndStream, 1, [0, .. length, .. request]);
        return [.. bytes];
    }

    /// <inheritdoc/>
    public override Outcome? Receive(ReadOnlySpan<byte> bytes, List<byte> answer)
    {
        _received.AddRange(bytes);
        while (_received.Count >= FrameHead)
        {
            var length = (_received[0] << 16) | (_received[1] << 8) | _received[2];
            if (length > LongestFrame) return new Outcome(false, "answered with something else than gRPC");
            if (_received.Count < FrameHead + length) return null;

            var outcome = Take(_received[3], _received[4], CollectionsMarshal.AsSpan(_received).Slice(FrameHead, length), answer);
            _received.RemoveRange(0, FrameHead + length);
            if (outcome is not null) return outcome;
        }
        return null;
    }

    /// <inheritdoc/>
    public override Outcome End() => Outcome.Closed;

    private Outcome? Take(byte type, byte flags, ReadOnlySpan<byte> payload, List<byte> answer)
    {
        switch (type)
        {
            case Settings when (flags & Acknowledge) == 0:
                AddFrame(answer, Settings, Acknowledge, 0, []);
                return null;
            case Ping when (flags & Acknowledge) == 0:
                AddFrame(answer, Ping, Acknowledge, 0, payload);
                return null;
            case Data:
                var padding = (flags & Padded) != 0 && payload.Length > payload[0] ? payload[0] + 1 : 0;
                _message.AddRange(padding > 0 ? payload[1..^(padding - 1)] : payload);
                return ReadMessage() ?? ((flags & EndStream) != 0 ? NoAnswer : null);
            case Headers when (flags & EndStream) != 0:
            case ResetStream:
            case GoAway:
                return NoAnswer;
            default:
                return null;
        }
    }

    private static Outcome NoAnswer => new(false, "has no health service or does not know the name");

    private Outcome? ReadMessage()
    {
        if (_message.Count < MessageHead) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(CollectionsMarshal.AsSpan(_message)[1..]);
        if (_message.Count < MessageHead + length) return null;

        // HealthCheckResponse: field 1 is the status, a varint; a message without it says 0.
        var status = length >= 2 && _message[MessageHead] == 0x08 ? _message[MessageHead + 1] : 0;
        return status switch
        {
            1 => Outcome.Pass,
            2 => new Outcome(false, "NOT_SERVING"),
            3 => new Outcome(false, "SERVICE_UNKNOWN"),
            _ => new Outcome(false, "UNKNOWN"),
        };
    }

    private static void AddFrame(List<byte> bytes, byte type, byte flags, byte stream, ReadOnlySpan<byte> payload)
    {
        bytes.AddRange([(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, stream]);
        bytes.AddRange(payload);
    }

    /// <summary>A literal header field without indexing, its name new (RFC 7541, 6.2.2), with no Huffman code.</summary>
    private static void AddField(List<byte> bytes, string name, string value)
    {
        bytes.Add(0);
        foreach (var text in (string[])[name, value])
        {
            AddLength(bytes, text.Length);
            bytes.AddRange(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>An HPACK integer with a 7-bit prefix (RFC 7541, 5.1).</summary>
    private static void AddLength(List<byte> bytes, int length)
    {
        if (length < 0x7f) bytes.Add((byte)length);
        else bytes.AddRange([0x7f, .. Varint(length - 0x7f)]);
    }

    /// <summary>The integer code that Protocol Buffers and HPACK share: 7 bits a byte, the low ones first.</summary>
    private static List<byte> Varint(int number)
    {
        var bytes = new List<byte>();
        for (; number > 0x7f; number >>= 7) bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
        return bytes;
    }
}
