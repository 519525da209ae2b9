using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Cluster;

/// <summary>
/// Asks once, at the start, whether the cluster is new enough, and says so where it is not. It goes on serving: a server that
/// refused to would refuse, by the failurePolicy, every Pod that asks for an order and got one until the day before.
/// </summary>
internal sealed class VersionCheck(ApiClient api, TimeProvider time, ILogger<VersionCheck> log) : BackgroundService, IReadiness
{
    private volatile string? _sentence;

    /// <inheritdoc/>
    public Readiness Now => new(true, _sentence);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = Backoff.Usual();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var answer = await api.GetAsync("version", stoppingToken);
                Judge(KubernetesVersion.Of(answer.RootElement));
                return;
            }
            // The informers tell of trouble with the API server.
            catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException or IOException or System.Text.Json.JsonException)
            {
                await Task.Delay(backoff.Next(), time, stoppingToken);
            }
        }
    }

    private void Judge(KubernetesVersion? version)
    {
        if (version is not { IsSupported: false } old)
            return;
        log.ClusterTooOld(old.ToString(), KubernetesVersion.Oldest.ToString());
        _sentence = $"Kubernetes {old} is older than {KubernetesVersion.Oldest}, which PodOrder is made for: upgrade the cluster, or uninstall PodOrder.";
    }
}
