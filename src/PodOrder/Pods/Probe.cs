using System.Text.Json;

namespace PodOrder.Pods;

/// <summary>What a probe does.</summary>
internal enum ProbeKind
{
    Exec,
    HttpGet,
    TcpSocket,
    Grpc,
}

/// <summary>A probe with Kubernetes' defaults filled in (k8s.io/api core/v1 Probe).</summary>
internal sealed record Probe(string Field, JsonElement Json, ProbeKind Kind)
{
    public const string Readiness = "readinessProbe", Startup = "startupProbe", Liveness = "livenessProbe";

    public static readonly string[] Fields = [Startup, Readiness, Liveness];

    /// <summary>The container's probe of that name, or null where it has none that does anything.</summary>
    public static Probe? Read(ContainerView container, string field)
    {
        var json = container[field];
        if (!json.Exists()) return null;
        if (json.Member("exec"u8).Exists()) return new Probe(field, json, ProbeKind.Exec);
        if (json.Member("httpGet"u8).Exists()) return new Probe(field, json, ProbeKind.HttpGet);
        if (json.Member("tcpSocket"u8).Exists()) return new Probe(field, json, ProbeKind.TcpSocket);
        return json.Member("grpc"u8).Exists() ? new Probe(field, json, ProbeKind.Grpc) : null;
    }

    public JsonElement Handler { get; } = Json.Member(Kind switch
    {
        ProbeKind.Exec => "exec"u8,
        ProbeKind.HttpGet => "httpGet"u8,
        ProbeKind.TcpSocket => "tcpSocket"u8,
        _ => "grpc"u8,
    });

    public IReadOnlyList<string> Command => Handler.Member("command"u8).Texts();
    public string Host => Handler.Member("host"u8).Text() ?? "";

    public TimeSpan InitialDelay => Seconds("initialDelaySeconds"u8, 0);
    public TimeSpan Period => Seconds("periodSeconds"u8, 10);
    public TimeSpan Timeout => Seconds("timeoutSeconds"u8, 1);
    public int SuccessThreshold => Number("successThreshold"u8, 1);
    public int FailureThreshold => Number("failureThreshold"u8, 3);

    private TimeSpan Seconds(ReadOnlySpan<byte> member, int otherwise) => TimeSpan.FromSeconds(Number(member, otherwise));

    // 0 means "the default" as well: the API server's defaulting runs before it validates.
    private int Number(ReadOnlySpan<byte> member, int otherwise) => Json.Member(member).Int() is { } value and > 0 ? value : otherwise;
}
