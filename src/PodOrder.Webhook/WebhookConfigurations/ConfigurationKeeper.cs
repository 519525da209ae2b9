using System.Text;
using PodOrder.Webhook.Certificates.Authorities;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Policies;
using PodOrder.Webhook.Serving;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>
/// Keeps the webhook configurations true: whom the API server has to trust, where the authorities are ours, and the entry
/// for policies, which is there while a policy is. All replicas write the same, so it does not matter which of them does.
/// </summary>
internal sealed class ConfigurationKeeper : BackgroundService, IReadiness
{
    private readonly AuthorityKeeper? _authorities;
    private readonly PolicyPresence _presence;
    private readonly PolicyEntry _entry;
    private readonly KeptConfiguration _mutating;
    private readonly KeptConfiguration? _validating;
    private readonly Signal _signal = new();
    private readonly ILogger _log;
    private volatile string? _spread;

    public ConfigurationKeeper(ApiClient api, ClusterSettings settings, PolicyPresence presence, IEnumerable<AuthorityKeeper> authorities, ConfigurationMetrics metrics, TimeProvider time, ILogger<ConfigurationKeeper> log)
    {
        (_authorities, _presence, _log) = (authorities.FirstOrDefault(), presence, log);
        _entry = new PolicyEntry(settings.PolicyFailurePolicy, PolicyScope.Of(settings, api.Namespace));
        _mutating = new KeptConfiguration(api, ResourceType.MutatingWebhookConfigurations, settings.WebhookConfiguration!, metrics, time, log);
        // There is nothing to keep in it but the caBundle.
        _validating = _authorities is null ? null : new KeptConfiguration(api, ResourceType.ValidatingWebhookConfigurations, settings.WebhookConfiguration!, metrics, time, log);
        presence.Changed = _signal;
        if (!settings.Policies)
            presence.Tell(any: false);
        if (_authorities is not null)
            (_authorities.Changed, _authorities.IsSpread) = (_signal, bundle => bundle == _spread);
    }

    /// <inheritdoc/>
    public Readiness Now
    {
        get
        {
            var why = string.Join("; ", Kept.Select(kept => kept.Trouble).OfType<string>());
            if (_authorities is not null && _spread is null)
                return new Readiness(false, $"The caBundle of the webhook configurations is not known to be ours yet{(why.Length == 0 ? "" : ": ")}{why}.");
            return why.Length == 0 ? Readiness.Well : new Readiness(true, $"The webhook configurations are not kept: {why}.");
        }
    }

    /// <summary>How often to look when nothing has changed: what failed is tried again.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    private IEnumerable<KeptConfiguration> Kept => _validating is null ? [_mutating] : [_mutating, _validating];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = Kept.Select(kept => kept.FollowAsync(_signal.Give, stoppingToken)).ToArray();
        await Rounds.RunAsync(CheckAsync, stop => _signal.WaitAsync(Interval, stop), _log, stoppingToken);
        await Task.WhenAll(following);
    }

    private async Task CheckAsync(CancellationToken stop)
    {
        var bundle = _authorities?.Current?.Bundle;
        if (_authorities is not null && bundle is null)
            return;
        var encoded = bundle is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(bundle));
        var isHeld = await _mutating.CheckAsync(new WantedConfiguration(encoded, _presence.Any is null ? null : _entry, _presence.Any == true), IsCurrentAsync, stop);
        if (_validating is not null)
            isHeld &= await _validating.CheckAsync(new WantedConfiguration(encoded), IsCurrentAsync, stop);
        if (isHeld)
            _spread = bundle;
    }

    private Task<bool> IsCurrentAsync(CancellationToken stop) => _authorities?.IsCurrentAsync(stop) ?? Task.FromResult(true);
}
