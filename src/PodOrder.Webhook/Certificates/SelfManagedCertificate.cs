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
    private DateTimeOffset _signedAt;
    private DateTimeOffset _renewal;
    private string? _signer;

    /// <summary>Until the Secret has been read, a certificate is served that nobody trusts: probes do not look at it.</summary>
    public SelfManagedCertificate(AuthorityKeeper authorities, ClusterSettings settings, AuthorityTimes times, TimeProvider time, ILogger<SelfManagedCertificate> log)
    {
        (_authorities, _names, _times, _time, _log) = (authorities, settings.TlsDnsNames, times, time, log);
        var now = time.GetUtcNow();
        _current = Authority.Make(now, times).Sign(_names, now, times);
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
        while (!stoppingToken.IsCancellationRequested)
        {
            await _authorities.CheckAsync(stoppingToken);
            Renew();
            await _authorities.WaitAsync(stoppingToken);
        }
        await following;
    }

    // Looked at every few seconds rather than by one long timer, so that a clock that jumps or a machine that slept does no harm.
    private void Renew()
    {
        var now = _time.GetUtcNow();
        if (_authorities.Current?.Signer is not { } signer || (signer.CertificatePem == _signer && now < _renewal && now >= _signedAt - _times.Skew))
            return;
        var signed = signer.Sign(_names, now, _times);
        (_signedAt, _renewal) = (now, now + ((signed.NotAfter - now) * 2 / 3));
        (_current, _signer) = (signed, signer.CertificatePem);
        _log.CertificateSigned(signed.NotAfter, _renewal);
    }
}
