using System.Text.Json;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>One webhook configuration that is kept true: followed, and patched where it is not.</summary>
internal sealed class KeptConfiguration
{
    // A replica that lost a race has the other's version in a moment; who fails so often does not race.
    private const int MostConflicts = 3;

    private static readonly TimeSpan _calm = TimeSpan.FromMinutes(1);

    private readonly ApiClient _api;
    private readonly ResourceType _type;
    private readonly string _name;
    private readonly ConfigurationMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Informer<JsonElement> _informer;
    private readonly Backoff _conflicts = Backoff.Usual();

    // Whoever else writes the same fields is not outrun: the pauses between patches grow until there is a minute without one.
    private readonly Backoff _patches = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30));
    private (long Since, TimeSpan Length) _pause;
    private string? _complaint;

    public KeptConfiguration(ApiClient api, ResourceType type, string name, ConfigurationMetrics metrics, TimeProvider time, ILogger log)
    {
        (_api, _type, _name, _metrics, _time, _log) = (api, type, name, metrics, time, log);
        _informer = new Informer<JsonElement>(api, ResourceQuery.Named(type, name), thing => thing.Clone(), time, log);
    }

    /// <summary>What keeps it from being made true, as part of a sentence; null when nothing does.</summary>
    public string? Trouble => _complaint ?? (_informer.Trouble is { } why ? $"{this} cannot be followed, {why}" : null);

    /// <summary>Follows it until cancelled.</summary>
    public Task FollowAsync(Action changed, CancellationToken stop) => _informer.RunAsync(_ => changed(), stop);

    /// <summary>Makes it true.</summary>
    /// <param name="wanted">What it has to be.</param>
    /// <param name="isCurrent">Whether that was decided by what is known at this moment; asked before a patch is sent.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Whether its caBundles were as they have to be.</returns>
    public async Task<bool> CheckAsync(WantedConfiguration wanted, Func<CancellationToken, Task<bool>> isCurrent, CancellationToken stop)
    {
        if (!_informer.HasSynced)
            return false;
        if (_informer.Snapshot.Values.FirstOrDefault() is not { ValueKind: JsonValueKind.Object } configuration)
        {
            Complain($"{this} is not there; PodOrder patches it, and never makes it");
            return false;
        }
        var paused = _time.GetElapsedTime(_pause.Since);
        var bundles = ConfigurationPatch.OfBundles(configuration, wanted.Bundle);
        // One after the other: an entry for policies that the API server refuses must not keep the caBundles from being written.
        var patch = bundles ?? (wanted.Policy is { } policy ? ConfigurationPatch.OfPolicy(configuration, policy, wanted.HasPolicies) : null);
        if (patch is null)
        {
            if (paused > _calm)
                _patches.Reset();
            _conflicts.Reset();
            _complaint = null;
        }
        // What was patched has not come back by the watch yet, or somebody else is at it.
        else if (paused >= _pause.Length)
        {
            await PatchAsync(patch.Value, ObjectMetadata.Of(configuration).ResourceVersion, isCurrent, stop);
        }
        return bundles is null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(_type == ResourceType.MutatingWebhookConfigurations ? "MutatingWebhookConfiguration" : "ValidatingWebhookConfiguration")}/{_name}";

    private async Task PatchAsync(ReadOnlyMemory<byte> patch, string version, Func<CancellationToken, Task<bool>> isCurrent, CancellationToken stop)
    {
        try
        {
            if (!await isCurrent(stop))
                return;
            using var patched = await _api.SendAsync(HttpMethod.Patch, $"{_type.Path(name: _name)}?fieldManager={ApiClient.FieldManager}", patch, ApiClient.JsonPatch, stop);
            _log.ConfigurationPatched(ToString(), version);
            _metrics.Count(_type.Plural, "patched");
            _complaint = null;
            Pause(_patches.Next());
        }
        catch (ApiException e) when ((e.IsConflict || e.IsNotFound) && _conflicts.Failures < MostConflicts)
        {
            // Somebody else was first; the watch brings what has become of it.
            _metrics.Count(_type.Plural, "conflict");
            Pause(_conflicts.Next());
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException or IOException)
        {
            _metrics.Count(_type.Plural, "failed");
            Pause(_conflicts.Next());
            Complain($"{this} cannot be patched, {e.Message}");
        }
    }

    private void Pause(TimeSpan length) => _pause = (_time.GetTimestamp(), length);

    // Once, not at every look.
    private void Complain(string why)
    {
        if (_complaint != why)
            _log.ConfigurationNotKept(why);
        _complaint = why;
    }
}
