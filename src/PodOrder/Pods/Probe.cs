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

    public static readonly IReadOnlyList<string> Fields = [Startup, Readiness, Liveness];

    /// <summary>The container's probe of that name, or null where it has none that does anything.</summary>
    public static Probe? Read(ContainerView container, string field)
    {
        var json = container[field];
        ProbeKind? kind =
            json.Member("exec").Exists() ? ProbeKind.Exec :
            json.Member("httpGet").Exists() ? ProbeKind.HttpGet :
            json.Member("tcpSocket").Exists() ? ProbeKind.TcpSocket :
            json.Member("grpc").Exists() ? ProbeKind.Grpc : null;
        return kind is { } known ? new Probe(field, json, known) : null;
    }

    public JsonElement Handler => Json.Member(Kind switch
    {
        ProbeKind.Exec => "exec",
        ProbeKind.HttpGet => "httpGet",
        ProbeKind.TcpSocket => "tcpSocket",
        _ => "grpc",
    });

    public IReadOnlyList<string> Command => Handler.Member("command").Texts();
    public string Host => Handler.Member("host").Text() ?? "";

    public TimeSpan InitialDelay => Seconds("initialDelaySeconds", 0);
    public TimeSpan Period => Seconds("periodSeconds", 10);
    public TimeSpan Timeout => Seconds("timeoutSeconds", 1);
    public int SuccessThreshold => Number("successThreshold", 1);
    public int FailureThreshold => Number("failureThreshold", 3);

    private TimeSpan Seconds(string member, int otherwise) => TimeSpan.FromSeconds(Number(member, otherwise));

    // 0 means "the default" as well: the API server's defaulting runs before it validates.
    private int Number(string member, int otherwise) => Json.Member(member).Int() is { } value and > 0 ? value : otherwise;
}
