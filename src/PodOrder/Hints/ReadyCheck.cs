namespace PodOrder.Hints;

/// <summary>How readiness is told, in the grammar of <c>podorder.io/ready</c>, of which <see cref="ToString"/> is the canonical spelling.</summary>
/// <param name="Kind">The kind of check.</param>
/// <param name="Port">The port, 1 to 65535; 0 for a file.</param>
/// <param name="Target">The path of http, https (with its leading slash) and file (absolute); the service of grpc, which may be empty; empty for tcp.</param>
public sealed record ReadyCheck(ReadyCheckKind Kind, int Port, string Target)
{
    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ReadyCheckKind.Tcp => $"tcp:{Port}",
        ReadyCheckKind.Http => $"http:{Port}{Target}",
        ReadyCheckKind.Https => $"https:{Port}{Target}",
        ReadyCheckKind.Grpc => Target.Length == 0 ? $"grpc:{Port}" : $"grpc:{Port}/{Target}",
        _ => $"file:{Target}",
    };
}
