using PodOrder.Webhook.Certificates.Authorities;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Certificates;

/// <summary>
/// A certificate that this replica signs for itself with the authority in a Secret that all replicas share. Nothing of it is
/// written anywhere; it is renewed in time, with the API server there or not.
/// </summary>
internal sealed class SelfManagedCertificate : BackgroundService, ICertificateSource, IReadiness
{
    private readonly AuthorityKeeper _authorities;
    private readonly IReadOnlyList<string> _names;
    private readonly AuthorityTimes _times;
    private readonly TimeProvider _time;
    private readonly ILogger<SelfManagedCertificate> _log;
    private volatile ServingCertificate _current;
    private DateTimeOffset _begin;
    private DateTimeOffset _renewal;
    private string? _signer;

    /// <summary>Until the Secret has been read, a certificate is served that nobody trusts: probes do not look at it.</summary>
    public SelfManagedCertificate(AuthorityKeeper authorities, ClusterSettings settings, AuthorityTimes times, TimeProvider time, ILogger<SelfManagedCertificate> log)
    {
        (_authorities, _names, _times, _time, _log) = (authorities, settings.TlsDnsNames, times, time, log);
        var now = time.GetUtcNow();
        _current = Authority.Make(now, times).Sign(_names, now - times.Skew, now + times.LeafLife);
    }

    /// <inheritdoc/>
    public string Source => "secret";

    /// <inheritdoc/>
    public ServingCertificate Current => _current;

    /// <inheritdoc/>
    public Readiness Now => _authorities.Trouble switch
    {
        { } why when _signer is null => new Readiness(false, $"There is no certificate authority yet: {why}."),
        { } why => new Readiness(true, $"The certificate authority stays as it is: {why}."),
        null => _signer is null ? new Readiness(false, "There is no certificate authority yet: the Secret has not been read.") : Readiness.Well,
    };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = _authorities.FollowAsync(stoppingToken);
        await Rounds.RunAsync(CheckAsync, _authorities.WaitAsync, _log, stoppingToken);
        await following;
    }

    private async Task CheckAsync(CancellationToken stop)
    {
        await _authorities.CheckAsync(stop);
        Renew();
    }

    // Looked at every few seconds rather than by one long timer, so that a clock that jumps or a machine that slept does no harm.
    private void Renew()
    {
        // It has to be good by both clocks, where they differ: the API server's judges it.
        var now = _time.GetUtcNow();
        var theirs = now + _authorities.ClockDifference;
        var (earlier, later) = now < theirs ? (now, theirs) : (theirs, now);
        if (_authorities.Current?.Signer is not { } signer || earlier >= signer.NotAfter)
            return;
        if (signer.CertificatePem == _signer && earlier >= _begin && later < _renewal)
            return;
        _begin = earlier - _times.Skew;
        var signed = signer.Sign(_names, _begin, later + _times.LeafLife);
        var lasts = (signed.NotAfter - later) * 2 / 3;
        _renewal = later + (lasts > _times.Look ? lasts : _times.LeafLife / 3);
        (_current, _signer) = (signed, signer.CertificatePem);
        _log.CertificateSigned(signed.NotAfter, _renewal);
    }
}
