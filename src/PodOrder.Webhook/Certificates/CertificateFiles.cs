using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Certificates;

/// <summary>
/// A certificate and key in files, such as a mounted Secret. A change is seen by notification and by looking every now
/// and then; a new pair that is not whole, or of no use, leaves the old one serving.
/// </summary>
public sealed class CertificateFiles : BackgroundService, ICertificateSource
{
    // Certificate and key are written one after the other: look when the writer has had a moment.
    private static readonly TimeSpan _settle = TimeSpan.FromMilliseconds(50);

    private readonly CertificatePaths _paths;
    private readonly TimeSpan _poll;
    private readonly TimeProvider _time;
    private readonly ILogger<CertificateFiles> _log;
    private PemPair _last;
    private string? _complaint;
    private volatile ServingCertificate _current;

    /// <summary>Loads the certificate.</summary>
    /// <exception cref="UnusableCertificateException">It cannot be served; the message is a sentence for the operator.</exception>
    public CertificateFiles(CertificatePaths paths, TimeSpan poll, TimeProvider time, ILogger<CertificateFiles> log)
    {
        (_paths, _poll, _time, _log) = (paths, poll, time, log);
        _last = PemPair.Read(paths);
        _current = _last.Load();
        log.CertificateLoaded(paths.Certificate, _current.NotAfter);
    }

    /// <inheritdoc/>
    public string Source => "files";

    /// <inheritdoc/>
    public ServingCertificate Current => _current;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var notice = new FolderNotice(_paths, _poll, _log);
        while (!stoppingToken.IsCancellationRequested)
        {
            var notified = await notice.WaitAsync(stoppingToken);
            if (notified)
                await Task.Delay(_settle, stoppingToken);
            var changed = Reload();
            // A change that nobody told of: the watched folder is another one by now.
            if (changed && !notified)
                notice.Renew();
        }
    }

    private bool Reload()
    {
        try
        {
            var pair = PemPair.Read(_paths);
            if (pair == _last)
                return false;
            _last = pair;
            Replace(pair.Load());
            _complaint = null;
            return true;
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
