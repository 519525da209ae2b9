using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Certificates.Authorities;

/// <summary>
/// Keeps the authorities in their Secret: makes them, replaces them in time, and follows what other replicas do. Every write
/// names the version it was based on, so of two replicas one is refused and takes what the other has written.
/// A Secret that holds something else is left alone.
/// </summary>
internal sealed class AuthorityKeeper
{
    // A replica that lost a race has the other's version in a moment; who fails so often does not race.
    private const int MostConflicts = 3;

    private readonly ApiClient _api;
    private readonly string _namespace;
    private readonly string _name;
    private readonly AuthorityTimes _times;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Informer<AuthoritySecret> _informer;
    private readonly Signal _signal = new();
    private readonly Backoff _backoff = Backoff.Usual();
    private volatile Pausing _pause = new(0, TimeSpan.Zero, null);
    private (string? Bundle, DateTimeOffset Since) _spread;
    private string? _complaint;
    private volatile AuthoritySet? _current;

    public AuthorityKeeper(ApiClient api, ClusterSettings settings, AuthorityTimes times, AuthorityMetrics metrics, Prometheus.CollectorRegistry registry, TimeProvider time, ILogger<AuthorityKeeper> log)
    {
        (_api, _times, _time, _log) = (api, times, time, log);
        (_namespace, _name) = (api.Namespace, settings.TlsSecret!);
        _informer = new Informer<AuthoritySecret>(api, ResourceQuery.Named(ResourceType.Secrets, _name, _namespace), AuthoritySecret.Read, time, log);
        registry.AddBeforeCollectCallback(() => metrics.Set(_current?.Signer.NotAfter, _informer.LastContact));
    }

    /// <summary>The last good authorities; null before the first.</summary>
    public AuthoritySet? Current => _current;

    /// <summary>What keeps the Secret from being read or written, as part of a sentence; null when nothing does.</summary>
    public string? Trouble
    {
        get
        {
            if (_complaint is { } complaint)
                return complaint;
            if (_informer.Trouble is { } why)
                return $"Secret {_namespace}/{_name} cannot be followed, {why}";
            var off = ClockDifference;
            return off != TimeSpan.Zero ? $"this machine's clock is {off.Duration():d\\d\\ hh\\:mm} {(off > TimeSpan.Zero ? "behind" : "ahead of")} the API server's" : null;
        }
    }

    /// <summary>How far the API server's clock is ahead of this machine's, where that matters.</summary>
    public TimeSpan ClockDifference => _api.ClockDifference is var off && off.Duration() > _times.Skew ? off : TimeSpan.Zero;

    /// <summary>Whether the webhook configurations hold a bundle.</summary>
    public Func<string, bool> IsSpread { get; set; } = _ => true;

    /// <summary>Is given when the authorities become others.</summary>
    public Signal? Changed { get; set; }

    private AuthoritySecret? Held => _informer.Snapshot.Values.FirstOrDefault();

    /// <summary>Follows the Secret until cancelled.</summary>
    public Task FollowAsync(CancellationToken stop) => _informer.RunAsync(_ => _signal.Give(), stop);

    /// <summary>Waits until there may be something to do.</summary>
    public Task WaitAsync(CancellationToken stop) => _signal.WaitAsync(_times.Look, stop);

    /// <summary>Takes what the Secret holds, and writes what has to change.</summary>
    public async Task CheckAsync(CancellationToken stop)
    {
        if (!_informer.HasSynced)
            return;
        var secret = Held;
        var isPaused = _time.GetElapsedTime(_pause.Since) < _pause.Length;
        // What was written, or read before its time, has not come by the watch yet.
        if (isPaused && _pause.Replaced == (secret?.ResourceVersion ?? ""))
            return;
        if (secret?.Fault is { } fault)
        {
            Complain($"Secret {_namespace}/{_name} is not PodOrder's or is damaged ({fault}) and is left alone; delete it or empty its data to have it made anew");
            return;
        }
        Take(secret?.Authorities);
        if (Due(secret?.Authorities) != secret?.Authorities)
        {
            if (!isPaused)
                await WriteAsync(secret, stop);
            return;
        }
        _complaint = null;
        _backoff.Reset();
    }

    /// <summary>
    /// Whether <see cref="Current"/> is what the Secret holds at this moment. Before a caBundle is changed one has to know: another
    /// replica may have changed both, and the news of the Secret may come after that of the caBundle.
    /// </summary>
    /// <exception cref="ApiException">The Secret cannot be read.</exception>
    public async Task<bool> IsCurrentAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _api.GetAsync(ResourceType.Secrets.Path(_namespace, _name), stop);
            if (AuthoritySecret.Read(answer.RootElement).Authorities is not { } held || held.Bundle == _current?.Bundle)
                return true;
            _signal.Give();
            Pause(_times.Look, Held?.ResourceVersion ?? "");
            Take(held);
            return false;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return true;
        }
    }

    // By the API server's clock, which judges our certificates: one of ours that is far off must not drive the authorities on.
    private AuthoritySet Due(AuthoritySet? held)
    {
        var now = _time.GetUtcNow() + ClockDifference;
        return held?.At(now, _times, HasSpread(held.Bundle, now)) ?? Successor(now);
    }

    private bool HasSpread(string bundle, DateTimeOffset now)
    {
        if (!IsSpread(bundle))
            _spread = default;
        else if (_spread.Bundle != bundle)
            _spread = (bundle, now);
        return _spread.Bundle is not null && now >= _spread.Since + _times.Spread;
    }

    // Where a Secret was that is no more, its authority goes on until its successor is known everywhere: to delete the Secret is a way to ask for a new one.
    private AuthoritySet Successor(DateTimeOffset now) => _current?.Succeeded(now, _times) ?? new AuthoritySet(Authority.Make(now, _times));

    private void Take(AuthoritySet? read)
    {
        if (read is null)
            return;
        var isNew = read.Bundle != _current?.Bundle;
        _current = read;
        if (isNew)
            Changed?.Give();
    }

    private async Task WriteAsync(AuthoritySecret? secret, CancellationToken stop)
    {
        try
        {
            // The answer brings the API server's clock too.
            if (!await IsCurrentAsync(stop) || Due(secret?.Authorities) is var due && due == secret?.Authorities)
                return;
            using var written = secret is null
                ? await _api.SendAsync(HttpMethod.Post, ResourceType.Secrets.Path(_namespace), AuthoritySecret.Create(due, _name), ApiClient.Json, stop)
                : await _api.SendAsync(HttpMethod.Patch, ResourceType.Secrets.Path(_namespace, _name), AuthoritySecret.Patch(due, secret.ResourceVersion), ApiClient.MergePatch, stop);
            _log.AuthoritiesWritten($"{_namespace}/{_name}", Said(due));
            _complaint = null;
            _backoff.Reset();
            Take(due);
            Pause(_times.Look, secret?.ResourceVersion ?? "");
        }
        catch (ApiException e) when ((e.IsConflict || e.IsAlreadyExists || (e.IsNotFound && secret is not null)) && _backoff.Failures < MostConflicts)
        {
            // Another replica was first; the watch brings what it has written.
            Pause(_backoff.Next());
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or TimeoutException or IOException)
        {
            Pause(_backoff.Next());
            Complain($"Secret {_namespace}/{_name} cannot be written, {e.Message}");
        }
    }

    private void Pause(TimeSpan length, string? replaced = null) => _pause = new Pausing(_time.GetTimestamp(), length, replaced);

    // Once, not at every look.
    private void Complain(string why)
    {
        if (_complaint != why)
            _log.AuthoritiesKept(why);
        _complaint = why;
    }

    private static string Said(AuthoritySet set) =>
        $"the authority expires at {set.Signer.NotAfter:u}{(set.Next is null ? "" : ", its successor is there")}{(set.Previous is null ? "" : ", its predecessor is still trusted")}";

    // Nothing is written for a while; and nothing of the version that was replaced is taken.
    private sealed record Pausing(long Since, TimeSpan Length, string? Replaced);
}
