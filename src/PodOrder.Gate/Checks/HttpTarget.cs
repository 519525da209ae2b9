namespace PodOrder.Gate.Checks;

/// <summary>What an HTTP request is made of, where a redirect can lead to.</summary>
/// <param name="isTls">Over TLS.</param>
/// <param name="address">The IP address.</param>
/// <param name="port">The port.</param>
/// <param name="path">The path with its leading slash, and its query.</param>
internal sealed class HttpTarget(bool isTls, string address, int port, string path)
{
    private const string Plain = "http://", Tls = "https://";

    public bool IsTls => isTls;

    public string Address => address;

    public int Port => port;

    public string Path => path;

    /// <summary>Address and port, an IPv6 address in brackets.</summary>
    public string Host => $"{HostName(address)}:{Number.Format(port)}";

    /// <summary>
    /// Where a redirect leads; null where it leads to another host, which kubelet does not follow but lets pass (pkg/probe/http,
    /// RedirectChecker), or where it cannot be read.
    /// </summary>
    public HttpTarget? Follow(string location)
    {
        if (location.StartsWith("//", StringComparison.Ordinal)) location = (isTls ? "https:" : "http:") + location;
        if (location.StartsWith(Plain, StringComparison.OrdinalIgnoreCase)) return FollowUrl(location[Plain.Length..], toTls: false);
        if (location.StartsWith(Tls, StringComparison.OrdinalIgnoreCase)) return FollowUrl(location[Tls.Length..], toTls: true);

        var fragment = location.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0) location = location[..fragment];
        return new HttpTarget(isTls, address, port, location.StartsWith('/') ? location : path[..(LastSlash(path) + 1)] + location);
    }

    private HttpTarget? FollowUrl(string rest, bool toTls)
    {
        var end = rest.AsSpan().IndexOfAny("/?#");
        var authority = end < 0 ? rest : rest[..end];
        var name = HostName(address);
        if (!authority.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return null;

        var port = authority[name.Length..];
        long number = toTls ? 443 : 80;
        if (port.Length > 0 && (port[0] != ':' || !Number.TryParse(port.AsSpan(1), out number) || number > 65535)) return null;
        var root = new HttpTarget(toTls, address, (int)number, "/");
        return end < 0 ? root : root.Follow(rest[end] == '/' ? rest[end..] : "/" + rest[end..]);
    }

    /// <summary>The last slash of a path before its query.</summary>
    private static int LastSlash(string path)
    {
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return (query < 0 ? path : path[..query]).LastIndexOf('/');
    }

    private static string HostName(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}
