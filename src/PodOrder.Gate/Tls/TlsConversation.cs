using Org.BouncyCastle.Tls;
using PodOrder.Gate.Checks;

namespace PodOrder.Gate.Tls;

/// <summary>Carries a conversation over TLS, in steps that never block.</summary>
/// <param name="inner">What is said inside.</param>
internal sealed class TlsConversation(Conversation inner) : Conversation
{
    private const byte Alert = 21, Handshake = 22; // the types of record that a server can begin with (RFC 8446, 5.1)

    private readonly TlsClientProtocol _tls = new();
    private byte[]? _opening;
    private bool _isAnswered, _isAsked;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Opening => _opening ??= Greet();

    /// <inheritdoc/>
    public override HttpTarget? Redirect => inner.Redirect;

    /// <inheritdoc/>
    public override Outcome? Receive(ReadOnlySpan<byte> bytes, List<byte> answer)
    {
        if (!_isAnswered && bytes[0] is not (Alert or Handshake)) return new Outcome(false, "answered with something else than TLS");
        _isAnswered = true;

        var outcome = Decrypt(bytes);
        if (outcome is not null) _tls.Close();
        answer.AddRange(TakeOutput());
        return outcome;
    }

    /// <inheritdoc/>
    public override Outcome End() => _isAsked ? inner.End() : Outcome.Closed;

    private byte[] Greet()
    {
        _tls.Connect(new TrustingClient());
        return TakeOutput();
    }

    private Outcome? Decrypt(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _tls.OfferInput(bytes.ToArray());
            if (_tls.IsConnected && !_isAsked)
            {
                _isAsked = true;
                _tls.WriteApplicationData(inner.Opening);
            }
            return Pass() ?? (_tls.IsClosed ? End() : null);
        }
        catch (TlsFatalAlertReceived alert)
        {
            return new Outcome(false, $"TLS refused by the server: {AlertDescription.GetName(alert.AlertDescription)}");
        }
        catch (TlsFatalAlert alert)
        {
            return new Outcome(false, $"TLS failed: {AlertDescription.GetName(alert.AlertDescription)}");
        }
        catch (Exception)
        {
            // Whatever a server's bytes do to the library: the check has failed, and the container goes on waiting.
            return new Outcome(false, "TLS failed");
        }
    }

    /// <summary>Passes on what has been decrypted.</summary>
    private Outcome? Pass()
    {
        var count = _tls.GetAvailableInputBytes();
        if (count == 0) return null;

        var plain = new byte[count];
        _tls.ReadInput(plain, 0, count);
        var answer = new List<byte>();
        var outcome = inner.Receive(plain, answer);
        if (answer.Count > 0) _tls.WriteApplicationData(answer.ToArray());
        return outcome;
    }

    private byte[] TakeOutput()
    {
        var bytes = new byte[_tls.GetAvailableOutputBytes()];
        _tls.ReadOutput(bytes, 0, bytes.Length);
        return bytes;
    }
}
