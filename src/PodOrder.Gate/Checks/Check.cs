using System.Globalization;

namespace PodOrder.Gate.Checks;

/// <summary>A check and its schedule, as the flags say it. Durations are milliseconds.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Port">The port; 0 for a file.</param>
/// <param name="Target">The path of http, https and file; the service of grpc, which may be empty; empty for tcp.</param>
internal sealed record Check(CheckKind Kind, int Port, string Target)
{
    /// <summary>Header lines of http and https, <c>Name: value</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Tries the loopback addresses too.</summary>
    public bool Loopback { get; init; }

    /// <summary>Time from the beginning of the wait to the first try.</summary>
    public long Delay { get; init; }

    /// <summary>Longest time between two tries.</summary>
    public long Period { get; init; } = 10_000;

    /// <summary>Longest time of one try.</summary>
    public long Timeout { get; init; } = 1_000;

    /// <summary>Successes in a row, a period apart, that it takes.</summary>
    public int Successes { get; init; } = 1;

    /// <summary>Reads <c>tcp:PORT</c>, <c>http:PORT/path</c>, <c>https:PORT/path</c>, <c>grpc:PORT[/service]</c> or <c>file:/path</c>; null where it is none of them.</summary>
    public static Check? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;

        var rest = text[(colon + 1)..];
        if (text.StartsWith("file:/", StringComparison.Ordinal)) return new Check(CheckKind.File, 0, rest);

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var path = slash < 0 ? "" : rest[slash..];
        if (!int.TryParse(slash < 0 ? rest : rest[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return null;

        return text[..colon] switch
        {
            "tcp" when slash < 0 => new Check(CheckKind.Tcp, port, ""),
            "http" => new Check(CheckKind.Http, port, slash < 0 ? "/" : path),
            "https" => new Check(CheckKind.Https, port, slash < 0 ? "/" : path),
            "grpc" => new Check(CheckKind.Grpc, port, slash < 0 ? "" : path[1..]),
            _ => null,
        };
    }

    /// <summary>What is looked at, for a person: <c>tcp 5432</c>, <c>http 8080/healthz</c>.</summary>
    public override string ToString() => Kind switch
    {
        CheckKind.Tcp => $"tcp {Port}",
        CheckKind.Http => $"http {Port}{Target}",
        CheckKind.Https => $"https {Port}{Target}",
        CheckKind.Grpc => Target.Length == 0 ? $"grpc {Port}" : $"grpc {Port}/{Target}",
        _ => $"file {Target}",
    };
}
