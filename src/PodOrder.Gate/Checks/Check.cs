using PodOrder.Gate.Flags;

namespace PodOrder.Gate.Checks;

/// <summary>A check, as the flags say it.</summary>
/// <param name="kind">What is done.</param>
/// <param name="number">The port; the number of arguments of an exec check; 0 for a file.</param>
/// <param name="target">The path of http, https and file; the service of grpc, which may be empty; else empty.</param>
/// <param name="options">How it is done.</param>
internal sealed class Check(CheckKind kind, int number, string target, CheckOptions options)
{
    public CheckKind Kind => kind;

    public int Port => number;

    /// <summary>The number of arguments of an exec check.</summary>
    public int Count => number;

    public string Target => target;

    public CheckOptions Options => options;

    /// <summary>The command of an exec check.</summary>
    public Command Command { get; set; }

    /// <summary>
    /// Reads <c>tcp:PORT</c>, <c>http:PORT/path</c>, <c>https:PORT/path</c>, <c>grpc:PORT[/service]</c>, <c>file:/path</c> or
    /// <c>exec:COUNT</c>; null where it is none of them.
    /// </summary>
    public static Check? Parse(string text, CheckOptions options)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;

        var rest = text[(colon + 1)..];
        if (text.StartsWith("file:/", StringComparison.Ordinal)) return new Check(CheckKind.File, 0, rest, options);

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var path = slash < 0 ? "" : rest[slash..];
        if (!Number.TryParse(slash < 0 ? rest : rest[..slash], out var given) || given is < 1 or > 65535) return null;

        var number = (int)given;
        return text[..colon] switch
        {
            "tcp" when slash < 0 => new Check(CheckKind.Tcp, number, "", options),
            "exec" when slash < 0 => new Check(CheckKind.Exec, number, "", options),
            "http" => new Check(CheckKind.Http, number, slash < 0 ? "/" : path, options),
            "https" => new Check(CheckKind.Https, number, slash < 0 ? "/" : path, options),
            "grpc" => new Check(CheckKind.Grpc, number, slash < 0 ? "" : path[1..], options),
            _ => null,
        };
    }

    /// <summary>Spells a request as its flag does: <c>http:8080/healthz</c>.</summary>
    public string Spell() => $"{(kind == CheckKind.Https ? "https" : "http")}:{Number.Format(number)}{target}";

    /// <summary>What is looked at, for a person: <c>tcp 5432</c>, <c>http 8080/healthz</c>.</summary>
    public string Describe() => kind switch
    {
        CheckKind.Tcp => $"tcp {Number.Format(number)}",
        CheckKind.Http => $"http {Number.Format(number)}{target}",
        CheckKind.Https => $"https {Number.Format(number)}{target}",
        CheckKind.Grpc => target.Length == 0 ? $"grpc {Number.Format(number)}" : $"grpc {Number.Format(number)}/{target}",
        CheckKind.Exec => $"exec {Command.Name}",
        _ => $"file {target}",
    };
}
