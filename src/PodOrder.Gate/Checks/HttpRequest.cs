using System.Text;

namespace PodOrder.Gate.Checks;

/// <summary>The bytes of a GET request as kubelet sends them (pkg/probe/http/request.go).</summary>
internal static class HttpRequest
{
    /// <summary>Builds the request; headers of the manifest replace those of the same name, and an empty <c>Accept</c> or <c>User-Agent</c> takes it out.</summary>
    /// <param name="path">The path with its leading slash, and its query.</param>
    /// <param name="host">Address and port, an IPv6 address in brackets.</param>
    /// <param name="agent">The default User-Agent.</param>
    /// <param name="headers">Lines <c>Name: value</c>.</param>
    public static byte[] Build(string path, string host, string agent, List<string> headers)
    {
        var text = new StringBuilder($"GET {Escape(path)} HTTP/1.1\r\n");
        Append("Host", host);
        Append("User-Agent", agent);
        Append("Accept", "*/*");
        text.Append("Connection: close\r\n");
        foreach (var line in headers)
            if (NameOf(line) is not ("host" or "user-agent" or "accept" or "connection"))
                text.Append(line).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());

        void Append(string name, string value)
        {
            foreach (var line in headers)
                if (NameOf(line).Equals(name, StringComparison.OrdinalIgnoreCase)) value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            if (value.Length > 0) text.Append($"{name}: {value}\r\n");
        }
    }

    private static string NameOf(string line) => line[..Math.Max(0, line.IndexOf(':', StringComparison.Ordinal))].Trim().ToLowerInvariant();

    /// <summary>A path may hold what a request line may not: spaces, control characters, other letters than ASCII's.</summary>
    private static string Escape(string path)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(path))
            if (octet is > (byte)' ' and < 0x7f) text.Append((char)octet);
            else text.Append('%').Append(Convert.ToHexString([octet]));
        return text.ToString();
    }
}
