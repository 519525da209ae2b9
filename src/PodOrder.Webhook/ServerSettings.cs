using System.Net;
using PodOrder.Injection;
using PodOrder.Webhook.Cluster;
using PodOrder.Registry;

namespace PodOrder.Webhook;

/// <summary>What an installation decides about its admission server.</summary>
/// <param name="Injection">What goes into the Pods.</param>
public sealed record ServerSettings(InjectionOptions Injection)
{
    /// <summary>The HTTPS port, 0 to 65535; 0 = any free one.</summary>
    public int Port { get; init; } = 8443;

    /// <summary>The port of <c>/metrics</c>, in plain HTTP, 0 to 65535; 0 = any free one, null = none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>Where to listen; null = on all addresses of both families.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The certificate and its key as PEM files, or null for one that the server makes itself.</summary>
    public CertificatePaths? Certificate { get; init; }

    /// <summary>What is done with the cluster's API server; null = it is asked for nothing.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Which registries are asked for commands that manifests leave to their images; null = none.</summary>
    public RegistryOptions? Registries { get; init; }

    /// <summary>
    /// How long after SIGTERM new connections are still served, so that no endpoint that still names this
    /// replica leads nowhere; 0 to 5 minutes.
    /// </summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The least important lines that are logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How long a client may take for the TLS handshake, and again for the headers of each request.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long in-flight requests may take once the listener is closed; beyond the longest webhook timeout of 30 s it would be of no use.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the certificate files are looked at when no notification came.</summary>
    public TimeSpan CertificatePoll { get; init; } = TimeSpan.FromSeconds(10);
}
