using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Certificates;

/// <summary>Tells when something happens in the folders of two files. A mounted Secret changes by a rename of its <c>..data</c> link, so any event counts.</summary>
internal sealed class FolderNotice : IDisposable
{
    private readonly string[] _folders;
    private readonly TimeSpan _poll;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _happened = new(0, 1);
    private readonly List<FileSystemWatcher> _watchers = [];

    public FolderNotice(CertificatePaths paths, TimeSpan poll, ILogger log)
    {
        (_poll, _log) = (poll, log);
        _folders = [.. new[] { paths.Certificate, paths.Key }.Select(path => Path.GetDirectoryName(Path.GetFullPath(path))!).Distinct()];
        Renew();
    }

    /// <summary>Waits until something happens (true) or it is time to look (false).</summary>
    public Task<bool> WaitAsync(CancellationToken cancellation) => _happened.WaitAsync(_poll, cancellation);

    /// <summary>Watches the folders that stand there now.</summary>
    public void Renew()
    {
        Dispose();
        foreach (var folder in _folders)
            Watch(folder);
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _watchers.Clear();
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
            watcher.Changed += (_, _) => Tell();
            watcher.Created += (_, _) => Tell();
            watcher.Deleted += (_, _) => Tell();
            watcher.Renamed += (_, _) => Tell();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        // inotify instances run out (a per-user limit that other Pods of the node share), folders vanish: looking is enough.
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            _log.CertificateNotWatched(folder, _poll.TotalSeconds, e.Message);
        }
    }

    private void Tell()
    {
        try
        {
            _happened.Release();
        }
        catch (SemaphoreFullException)
        {
            // Told already, and not yet looked.
        }
    }
}
