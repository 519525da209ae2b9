using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Certificates;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Policies;
using PodOrder.Registry;
using PodOrder.Webhook.Registry;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;
using PodOrder.Webhook.WebhookConfigurations;

namespace PodOrder.Webhook;

/// <summary>Puts the server together.</summary>
public static class WebhookServer
{
    /// <summary>A server that has not been started.</summary>
    /// <exception cref="UnusableCertificateException">The configured certificate cannot be served.</exception>
    public static WebApplication Create(ServerSettings settings) =>
        Create(settings, decisions: null);

    /// <summary>The same with decisions of one's own, and other parts replaced.</summary>
    internal static WebApplication Create(ServerSettings settings, Decisions? decisions, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "podorder-webhook" });
        AddLogging(builder.Logging, settings.LogLevel);
        AddServices(builder.Services, settings, decisions);
        replace?.Invoke(builder.Services);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<ICertificateSource, IdleConnections, ILogger<Paths>>((kestrel, certificates, idle, log) =>
        {
            Bound(kestrel, settings);
            Listen(kestrel, settings, certificates, idle, log);
        });

        var server = builder.Build();
        server.Run(server.Services.GetRequiredService<Paths>().AnswerAsync);
        return server;
    }

    private static void AddLogging(ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level).AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning)
            // It only ever logs that requests come and go, and would open a scope for each.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Services.AddSingleton(_ => new LineOutput(Console.OpenStandardOutput())).AddSingleton<ILoggerProvider, JsonLineLogging>();
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings, Decisions? decisions)
    {
        services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(it => decisions ?? Decide(settings, it));
        services.AddSingleton<BodyBudget>().AddSingleton<Capacity>().AddSingleton(_ => new IdleConnections()).AddSingleton<AdmissionEndpoint>().AddSingleton<Health>().AddSingleton<Paths>();
        services.AddSingleton<Drain>().Replace(ServiceDescriptor.Singleton<IHostLifetime>(it => it.GetRequiredService<Drain>()));
        TelemetryServices.Add(services);
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = settings.ShutdownTimeout;
            // Reviews are answered whatever becomes of the work behind the scenes.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        ClusterServices.Add(services, settings);
        RegistryServices.Add(services, settings);
        CertificateServices.Add(services, settings);
        ConfigurationServices.Add(services, settings);
        PolicyServices.Add(services, settings);
    }

    private static Decisions Decide(ServerSettings settings, IServiceProvider services)
    {
        Decision validate = (request, _) => ValueTask.FromResult(PodAdmission.Validate(request));
        if (settings.Registries is null)
            return new Decisions(PolicyServices.Decide(services, (request, policies, _) => ValueTask.FromResult(PodAdmission.Mutate(request, settings.Injection, policies: policies))), validate);
        var images = new ImageAdmission(settings.Injection, services.GetRequiredService<ImageLookUp>(), services.GetService<PullSecrets>(), services.GetRequiredService<LookUpMetrics>());
        return new Decisions(PolicyServices.Decide(services, images.MutateAsync), validate);
    }

    private static void Bound(KestrelServerOptions kestrel, ServerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        // The endpoint bounds the body itself, with a sentence; Kestrel then still drains what is on its way, so that the
        // answer is read and not lost to a reset.
        limits.MaxRequestBodySize = null;
        limits.MaxRequestBufferSize = 256 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxConcurrentConnections = 16 * 1024;
        limits.RequestHeadersTimeout = settings.Patience;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        // Longer than the 90 s after which the API server drops an idle connection: the side that sends is the one to close.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
    }

    private static void Listen(KestrelServerOptions kestrel, ServerSettings settings, ICertificateSource certificates, IdleConnections idle, ILogger log)
    {
        if (settings.Address is { } address)
            kestrel.Listen(address, settings.Port, Secure);
        else
            kestrel.ListenAnyIP(settings.Port, Secure);
        // Plain, since Prometheus trusts no certificate of ours; Paths answers nothing but /metrics there.
        if (settings.MetricsPort is { } metrics)
            kestrel.Listen(settings.Address ?? IPAddress.IPv6Any, metrics, listen =>
            {
                listen.Use(next => connection => Alone(next, connection, idle, log));
                listen.Protocols = HttpProtocols.Http1;
            });

        void Secure(ListenOptions listen)
        {
            listen.Use(next => connection => Alone(next, connection, idle, log));
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = settings.Patience,
                OnConnection = _ => ValueTask.FromResult(certificates.Current.Tls),
            });
        }
    }

    // SslStream throws what Kestrel takes for a fault of the server when a client offers TLS 1.1 at most; a stranger
    // must not be able to fill the log with that.
    private static async Task Alone(ConnectionDelegate next, ConnectionContext connection, IdleConnections idle, ILogger log)
    {
        using var place = idle.Enter(connection);
        connection.Features.Set(place);
        try
        {
            await next(connection);
        }
        catch (Exception e)
        {
            log.ConnectionFailed(connection.ConnectionId, e.Message);
        }
    }
}
