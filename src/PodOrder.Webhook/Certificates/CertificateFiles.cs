using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Serving;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Certificates;

/// <summary>
/// A certificate and key in files, such as a mounted Secret. A change is seen by notification and by looking every now
/// and then; a new pair that is not whole, or of no use, leaves the old one serving.
/// </summary>
public sealed class CertificateFiles : BackgroundService, ICertificateSource, IReadiness
{
    // Certificate and key are written one after the other: look when the writer has had a moment.
    private static readonly TimeSpan _settle = TimeSpan.FromMilliseconds(50);

    private readonly CertificatePaths _paths;
    private readonly TimeSpan _poll;
    private readonly TimeProvider _time;
    private readonly ILogger<CertificateFiles> _log;
    private PemPair _served;
    private volatile string? _complaint;
    private volatile ServingCertificate _current;

    /// <summary>Loads the certificate.</summary>
    /// <exception cref="UnusableCertificateException">It cannot be served; the message is a sentence for the operator.</exception>
    public CertificateFiles(CertificatePaths paths, TimeSpan poll, TimeProvider time, ILogger<CertificateFiles> log)
    {
        (_paths, _poll, _time, _log) = (paths, poll, time, log);
        _served = PemPair.Read(paths);
        _current = _served.Load();
        log.CertificateLoaded(paths.Certificate, _current.NotAfter);
    }

    /// <inheritdoc/>
    public string Source => "files";

    /// <inheritdoc/>
    public ServingCertificate Current => _current;

    /// <inheritdoc/>
    public Readiness Now => _complaint is { } why ? new Readiness(true, $"A newer one is not served: {why}") : Readiness.Well;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var notice = new FolderNotice(_paths, _poll, _log);
        await Rounds.RunAsync(stop => LookAsync(notice, stop), _ => Task.CompletedTask, _log, stoppingToken);
    }

    private async Task LookAsync(FolderNotice notice, CancellationToken stop)
    {
        var notified = await notice.WaitAsync(stop);
        if (notified)
            await Task.Delay(_settle, stop);
        var changed = Reload();
        // A change that nobody told of: the watched folder is another one by now.
        if (changed && !notified)
            notice.Renew();
    }

    private bool Reload()
    {
        try
        {
            var pair = PemPair.Read(_paths);
            var isNew = pair != _served;
            if (isNew)
                Replace(pair.Load());
            (_served, _complaint) = (pair, null);
            return isNew;
        }
        catch (UnusableCertificateException e)
        {
            Complain(e.Message);
            return false;
        }
    }

    // Once, not at every look.
    private void Complain(string why)
    {
        if (why != _complaint)
            _log.CertificateNotReplaced(_current.NotAfter, why);
        _complaint = why;
    }

    private void Replace(ServingCertificate replacement)
    {
        if (replacement.NotAfter <= _time.GetUtcNow() && replacement.NotAfter < _current.NotAfter)
            throw new UnusableCertificateException($"{_paths.Certificate} has expired at {replacement.NotAfter:u}.");
        _current = replacement;
        _log.CertificateLoaded(_paths.Certificate, replacement.NotAfter);
    }
}
