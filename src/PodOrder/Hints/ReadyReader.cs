using System.Globalization;

namespace PodOrder.Hints;

/// <summary>Reads <c>podorder.io/ready</c>: container → how its readiness is told.</summary>
internal static class ReadyReader
{
    private const string Example = "{\"db\": \"tcp:5432\"}";
    private const string Grammar = "tcp:PORT, http:PORT/path, https:PORT/path, grpc:PORT/service or file:/path";

    // Linux: PATH_MAX, its closing NUL not counted.
    private const int LongestPath = 4095;

    /// <summary>The entries, at least one.</summary>
    /// <exception cref="RefusedException">The value is malformed.</exception>
    public static IReadOnlyDictionary<string, ReadyCheck> Read(AnnotationText text) =>
        NodeReader.ReadMap(text, Example).Entries.ToDictionary(
            entry => ContainerName.Read(text, entry.Key.Index, entry.Key.Value),
            entry => entry.Value is Node.Scalar check
                ? ReadCheck(text, check)
                : throw text.Refuse(
                    entry.Value.Index,
                    at => $"the check of {Quote.Of(entry.Key.Value)} {at} is {NodeReader.Kind(entry.Value)}",
                    $"write it as {Grammar}, such as {Example}"),
            StringComparer.Ordinal);

    private static ReadyCheck ReadCheck(AnnotationText text, Node.Scalar scalar)
    {
        var colon = scalar.Value.IndexOf(':');
        var (kind, rest) = colon < 0 ? (scalar.Value, string.Empty) : (scalar.Value[..colon], scalar.Value[(colon + 1)..]);
        var check = kind switch
        {
            "tcp" => Port(rest) is { } port ? new ReadyCheck(ReadyCheckKind.Tcp, port, string.Empty) : null,
            "http" => WithTarget(ReadyCheckKind.Http, rest),
            "https" => WithTarget(ReadyCheckKind.Https, rest),
            "grpc" => WithTarget(ReadyCheckKind.Grpc, rest),
            "file" => IsFile(rest) ? new ReadyCheck(ReadyCheckKind.File, 0, rest) : null,
            _ => null,
        };
        return check ?? throw text.Refuse(scalar.Index, at => $"{Quote.Of(scalar.Value)} {at} is no check", Instead(kind, rest));
    }

    private static ReadyCheck? WithTarget(ReadyCheckKind kind, string rest)
    {
        var slash = rest.IndexOf('/');
        var (number, target) = slash < 0 ? (rest, string.Empty) : (rest[..slash], rest[slash..]);
        if (Port(number) is not { } port || target.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return null;
        return kind == ReadyCheckKind.Grpc
            ? new ReadyCheck(kind, port, target.TrimStart('/'))
            : new ReadyCheck(kind, port, target.Length == 0 ? "/" : target);
    }

    private static int? Port(string text) =>
        text.Length is > 0 and <= 5
        && text[0] != '0'
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= 1 and <= 65535
            ? port
            : null;

    private static bool IsFile(string path) =>
        path.StartsWith('/') && !path.EndsWith('/') && path.Length <= LongestPath && !path.Any(char.IsControl);

    private static string Instead(string kind, string rest) => kind switch
    {
        _ when FromUrl(kind, rest) is { } check => $"write {Quote.Of(check.ToString())}, the host is always this Pod",
        "tcp" => "write \"tcp:PORT\" with a port from 1 to 65535",
        "http" or "https" => $"write \"{kind}:PORT/path\" with a port from 1 to 65535 and a path of visible ASCII characters",
        "grpc" => "write \"grpc:PORT\" or \"grpc:PORT/service\" with a port from 1 to 65535",
        "file" => "write \"file:/path\" with the absolute path of a file",
        _ when Port(kind) is not null => $"write {Quote.Of($"tcp:{kind}")}",
        _ when IsFile(kind) => $"write {Quote.Of($"file:{kind}")}",
        _ => $"write {Grammar}",
    };

    /// <summary>The check that somebody meant who wrote a URL, <c>http://localhost:8080/healthz</c>.</summary>
    private static ReadyCheck? FromUrl(string kind, string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return null;
        var portAndPath = rest[(rest.IndexOf(':') + 1)..];
        return kind switch
        {
            "tcp" => Port(portAndPath.TrimEnd('/')) is { } port ? new ReadyCheck(ReadyCheckKind.Tcp, port, string.Empty) : null,
            "http" => WithTarget(ReadyCheckKind.Http, portAndPath),
            "https" => WithTarget(ReadyCheckKind.Https, portAndPath),
            _ => null,
        };
    }
}
