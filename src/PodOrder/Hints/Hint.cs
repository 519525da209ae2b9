namespace PodOrder.Hints;

/// <summary>What a dependency must have reached before its waiter starts.</summary>
public enum Condition
{
    /// <summary>Its process has been launched; its own waiting, if any, is over.</summary>
    Started,

    /// <summary>Its <c>podorder.io/ready</c> entry, else its readiness probe, else its startup probe has passed.</summary>
    Ready,

    /// <summary>Its process has ended, whatever the exit code.</summary>
    Completed,

    /// <summary>Its process has ended with exit code 0.</summary>
    Succeeded,
}

/// <summary>How a wait is brought about.</summary>
public enum Strategy
{
    /// <summary><see cref="Sentinel"/> wherever the commands to be wrapped are known, else <see cref="PostStart"/> with a warning.</summary>
    Auto,

    /// <summary>The waiter's command is wrapped by the gate, which waits for sentinel files and probes.</summary>
    Sentinel,

    /// <summary>The dependency gets a postStart hook that blocks kubelet's start loop.</summary>
    PostStart,
}

/// <summary>All that a Pod's <c>podorder.io/</c> annotations say, syntactically checked; names are not yet held against the Pod.</summary>
/// <param name="Stages">The stages of <c>podorder.io/order</c>, at least two, or empty without that annotation.</param>
/// <param name="DependsOn">The entries of <c>podorder.io/depends-on</c> in their order.</param>
/// <param name="Ready">The entries of <c>podorder.io/ready</c>.</param>
/// <param name="Command">The entries of <c>podorder.io/command</c>: the image's ENTRYPOINT (+CMD).</param>
/// <param name="Strategy">The value of <c>podorder.io/strategy</c>.</param>
/// <param name="Timeout">The value of <c>podorder.io/timeout</c>: at least 1 s, at most 365 days; null = no bound was given.</param>
public sealed record Hint(
    IReadOnlyList<IReadOnlyList<OrderItem>> Stages,
    IReadOnlyList<DependsOnItem> DependsOn,
    IReadOnlyDictionary<string, ReadyCheck> Ready,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Command,
    Strategy Strategy,
    TimeSpan? Timeout);

/// <summary>An item of a stage: <c>name[?][:condition]</c>.</summary>
/// <param name="Name">The container.</param>
/// <param name="Optional">Skip it when the Pod has no such container.</param>
/// <param name="Condition">The condition that the next stage waits for; null = the container's default.</param>
public sealed record OrderItem(string Name, bool Optional, Condition? Condition);

/// <summary>An entry of <c>podorder.io/depends-on</c>: <paramref name="Waiter"/> waits for <paramref name="Name"/>.</summary>
/// <param name="Waiter">The container that waits.</param>
/// <param name="Name">The container that it waits for.</param>
/// <param name="Optional">Skip it when the Pod has no such container.</param>
/// <param name="Condition">The condition; null = the container's default.</param>
public sealed record DependsOnItem(string Waiter, string Name, bool Optional, Condition? Condition);

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

/// <summary>The kinds of check that <c>podorder.io/ready</c> knows.</summary>
public enum ReadyCheckKind
{
    /// <summary>A TCP connection is accepted.</summary>
    Tcp,

    /// <summary>An HTTP GET is answered with 200 to 399.</summary>
    Http,

    /// <summary>The same over TLS; the certificate is not verified, as kubelet does not.</summary>
    Https,

    /// <summary>The gRPC health service answers SERVING.</summary>
    Grpc,

    /// <summary>A file exists, under the path by which the waiting container sees it.</summary>
    File,
}
