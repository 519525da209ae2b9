using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using PodOrder.Injection;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Certificates;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook;

/// <summary>Puts the server together.</summary>
public static class WebhookServer
{
    /// <summary>A server that has not been started.</summary>
    /// <exception cref="UnusableCertificateException">The configured certificate cannot be served.</exception>
    public static WebApplication Create(ServerSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "podorder-webhook" });
        AddLogging(builder.Logging, settings.LogLevel);
        AddServices(builder.Services, settings);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<ICertificateSource>((kestrel, certificates) =>
        {
            Bound(kestrel);
            Listen(kestrel, settings, certificates);
        });

        var server = builder.Build();
        server.Run(server.Services.GetRequiredService<Paths>().AnswerAsync);
        return server;
    }

    private static void AddLogging(ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level).AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.Services.AddSingleton<ConsoleFormatter, JsonLineFormatter>();
        logging.AddConsole(console =>
        {
            console.FormatterName = JsonLineFormatter.FormatterName;
            // A log that nobody reads loses lines rather than hold up the creation of Pods.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.Injection).AddSingleton(TimeProvider.System);
        services.AddSingleton<BodyBudget>().AddSingleton<AdmissionEndpoint>().AddSingleton<Health>().AddSingleton<Paths>();
        services.AddSingleton<Drain>().Replace(ServiceDescriptor.Singleton<IHostLifetime>(it => it.GetRequiredService<Drain>()));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.ShutdownTimeout);
        if (settings.Certificate is { } paths)
        {
            services.AddSingleton(it => ActivatorUtilities.CreateInstance<CertificateFiles>(it, paths, settings.CertificatePoll));
            services.AddSingleton<ICertificateSource>(it => it.GetRequiredService<CertificateFiles>());
            services.AddHostedService(it => it.GetRequiredService<CertificateFiles>());
        }
        else
        {
            services.AddSingleton<ICertificateSource, MadeCertificate>();
        }
    }

    private static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        var limits = kestrel.Limits;
        // The endpoint bounds the body itself, with a sentence; Kestrel then still drains what is on its way, so that the
        // answer is read and not lost to a reset.
        limits.MaxRequestBodySize = null;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxConcurrentConnections = 16 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        // Longer than the 90 s after which the API server drops an idle connection: the side that sends is the one to close.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
    }

    private static void Listen(KestrelServerOptions kestrel, ServerSettings settings, ICertificateSource certificates)
    {
        if (settings.Address is { } address)
            kestrel.Listen(address, settings.Port, Secure);
        else
            kestrel.ListenAnyIP(settings.Port, Secure);

        void Secure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = TimeSpan.FromSeconds(10),
                OnConnection = _ => ValueTask.FromResult(certificates.Current.Tls),
            });
        }
    }
}
