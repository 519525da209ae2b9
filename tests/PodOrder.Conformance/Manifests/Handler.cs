using System.Text.Json;

namespace PodOrder.Conformance.Manifests;

/// <summary>What a probe or hook does; exactly one property is set.</summary>
public record Handler
{
    /// <summary>Runs a command in the container.</summary>
    public Command? Exec { get; init; }

    /// <summary>An HTTP GET to the Pod.</summary>
    public HttpRequest? HttpGet { get; init; }

    /// <summary>A TCP connection to the Pod.</summary>
    public TcpConnection? TcpSocket { get; init; }

    /// <summary>Waits (hooks only).</summary>
    public Pause? Sleep { get; init; }

    /// <summary>A command.</summary>
    /// <param name="Argv">Its argv, run without a shell.</param>
    public sealed record Command([property: System.Text.Json.Serialization.JsonPropertyName("command")] List<string> Argv);

    /// <summary>An HTTP GET.</summary>
    /// <param name="Port">A number or a port's name.</param>
    /// <param name="Path">The path.</param>
    /// <param name="Host">Another machine's name; null = the Pod.</param>
    /// <param name="HttpHeaders">Headers to send.</param>
    public sealed record HttpRequest(JsonElement Port, string? Path = null, string? Host = null, List<Header>? HttpHeaders = null);

    /// <summary>An HTTP header.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value.</param>
    public sealed record Header(string Name, string Value);

    /// <summary>A TCP connection.</summary>
    /// <param name="Port">A number or a port's name.</param>
    /// <param name="Host">Another machine's name; null = the Pod.</param>
    public sealed record TcpConnection(JsonElement Port, string? Host = null);

    /// <summary>A wait.</summary>
    /// <param name="Seconds">How long.</param>
    public sealed record Pause(int Seconds);
}
