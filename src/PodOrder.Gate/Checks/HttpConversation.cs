using System.Runtime.InteropServices;
using System.Text;
using PodOrder.Gate.Flags;

namespace PodOrder.Gate.Checks;

/// <summary>
/// The answer to an HTTP GET, judged as kubelet does (pkg/probe/http): 200–399 passes. The body is read to its end, but not
/// past 10 KiB, so that the server does not see its answer cut off.
/// </summary>
/// <param name="target">Where the request goes.</param>
/// <param name="headers">The manifest's header lines.</param>
internal sealed class HttpConversation(HttpTarget target, List<string> headers) : Conversation
{
    private const int LongestBody = 10 * 1024, LongestHead = 64 * 1024;

    private readonly byte[] _request = HttpRequest.Build(target.Path, target.Host, Agent.Name, headers);
    private readonly List<byte> _received = [];
    private int _bodyStart = -1;
    private long _bodyLength = LongestBody;
    private bool _isChunked;
    private int _status;
    private string? _location;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Opening => _request;

    /// <inheritdoc/>
    public override HttpTarget? Redirect => _status is 301 or 302 or 303 or 307 or 308 && _location is not null ? target.Follow(_location) : null;

    /// <inheritdoc/>
    public override Outcome? Receive(ReadOnlySpan<byte> bytes, List<byte> answer)
    {
        _received.AddRange(bytes);
        while (_bodyStart < 0)
        {
            var end = CollectionsMarshal.AsSpan(_received).IndexOf("\r\n\r\n"u8);
            if (end < 0) return _received.Count > LongestHead ? NoHttp : null;
            if (!ReadHead(Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_received)[..end]))) return NoHttp;
            if (IsInformational) _received.RemoveRange(0, end + 4);
            else _bodyStart = end + 4;
        }
        return IsBodyComplete ? Judge() : null;
    }

    /// <inheritdoc/>
    public override Outcome End() => _bodyStart < 0 ? Outcome.Closed : Judge();

    private static Outcome NoHttp => new(false, "answered with something else than HTTP");

    private bool IsInformational => _status is >= 100 and < 200 and not 101;

    private bool IsBodyComplete
    {
        get
        {
            var body = CollectionsMarshal.AsSpan(_received)[_bodyStart..];
            return body.Length >= _bodyLength || (_isChunked && (body.EndsWith("\r\n0\r\n\r\n"u8) || body.SequenceEqual("0\r\n\r\n"u8)));
        }
    }

    private Outcome Judge() => _status is >= 200 and < 400 ? Outcome.Pass : new Outcome(false, "", _status);

    private bool ReadHead(string head)
    {
        var lines = head.Split("\r\n");
        var words = lines[0].Split(' ');
        if (!words[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || words.Length < 2
            || !Number.TryParse(words[1], out var status) || status > 999)
            return false;
        _status = (int)status;

        if (_status is 204 or 304) _bodyLength = 0;
        foreach (var line in lines)
            if (ValueOf(line, "Content-Length:") is { } length && Number.TryParse(length, out var count))
                _bodyLength = Math.Min(count, LongestBody);
            else if (ValueOf(line, "Location:") is { } location)
                _location = location;
            else if (ValueOf(line, "Transfer-Encoding:") is { } encoding)
                _isChunked = encoding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
        return true;
    }

    private static string? ValueOf(string line, string name) =>
        line.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? line[name.Length..].Trim() : null;
}
