using PodOrder.Webhook.Certificates.Authorities;
using PodOrder.Webhook.Serving;

namespace PodOrder.Webhook.Certificates;

/// <summary>Where the serving certificate comes from.</summary>
internal static class CertificateServices
{
    /// <summary>Registers the source that the settings name: files, the authority in a Secret, or none but the memory.</summary>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        if (settings.Certificate is { } paths)
            Add(services, it => ActivatorUtilities.CreateInstance<CertificateFiles>(it, paths, settings.CertificatePoll));
        else if (settings.Cluster is { TlsSecret: not null })
            AddSelfManaged(services);
        else
            services.AddSingleton<ICertificateSource, MadeCertificate>();
    }

    private static void AddSelfManaged(IServiceCollection services)
    {
        services.AddSingleton(new AuthorityTimes()).AddSingleton<AuthorityMetrics>().AddSingleton<AuthorityKeeper>();
        Add(services, it => ActivatorUtilities.CreateInstance<SelfManagedCertificate>(it));
    }

    private static void Add<T>(IServiceCollection services, Func<IServiceProvider, T> create) where T : class, ICertificateSource, IReadiness, IHostedService
    {
        services.AddSingleton(create);
        services.AddSingleton<ICertificateSource>(it => it.GetRequiredService<T>());
        services.AddSingleton<IReadiness>(it => it.GetRequiredService<T>());
        services.AddHostedService(it => it.GetRequiredService<T>());
    }
}
