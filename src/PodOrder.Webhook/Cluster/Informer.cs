using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Cluster;

/// <summary>
/// Follows the objects of a kind: a list, then watches that go on from the last version seen, and a list again when that
/// version is too old. While the API server is away the last state stays.
/// </summary>
/// <param name="api">The API server.</param>
/// <param name="query">Which objects.</param>
/// <param name="read">Makes something of an object, once a version. The element lives no longer than the call.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where trouble is told of.</param>
internal sealed class Informer<T>(ApiClient api, ResourceQuery query, Func<JsonElement, T> read, TimeProvider time, ILogger log)
{
    // After so many failures in a row the version itself may be the trouble, as when etcd was restored from a backup.
    private const int MostResumptions = 3;

    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _wellFor = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = Backoff.Usual();
    private readonly Followed<T> _objects = new(read, log);
    private string? _version;
    private long _opened;
    private long _lastContact;
    private volatile bool _hasSynced;
    private volatile string? _trouble;

    /// <summary>The objects as they were when the API server was last heard of.</summary>
    public ImmutableDictionary<ResourceKey, T> Snapshot => _objects.Snapshot;

    /// <summary>Whether a list has been complete.</summary>
    public bool HasSynced => _hasSynced;

    /// <summary>When the API server was last heard of: a list, an event, a bookmark.</summary>
    public DateTimeOffset? LastContact => Interlocked.Read(ref _lastContact) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>What keeps the objects from being followed, as part of a sentence; null when nothing does.</summary>
    public string? Trouble => _trouble;

    /// <summary>
    /// How long a watch may be silent before it is opened anew. Bookmarks come about once a minute, so silence is a hint
    /// that the connection is dead; opening a live one anew costs next to nothing.
    /// </summary>
    internal TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Follows the objects until cancelled.</summary>
    /// <param name="changed">Is given the snapshot after each list, and after the events that arrived together.</param>
    /// <param name="stop">Ends it.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever the API server sends, the last state stays and the next attempt comes.")]
    public async Task RunAsync(Action<ImmutableDictionary<ResourceKey, T>> changed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = TimeSpan.Zero;
            try
            {
                await ListAsync(changed, stop);
                if (!await WatchAsync(changed, stop))
                    pause = _backoff.Next();
            }
            catch (ApiException e) when (e.IsGone)
            {
                (_version, pause) = (null, _backoff.Next());
                log.ListedAgain(query.ToString(), e.Message);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                pause = Fail(e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await SleepAsync(pause, stop);
        }
    }

    private async Task ListAsync(Action<ImmutableDictionary<ResourceKey, T>> changed, CancellationToken stop)
    {
        if (_version is not null)
            return;
        _version = await _objects.ReplaceAsync(Pages(stop));
        _hasSynced = true;
        changed(_objects.Snapshot);
    }

    private async IAsyncEnumerable<JsonElement> Pages([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        string? next = null;
        do
        {
            using var page = await api.GetAsync(query.ListPath(next), stop, query.Accept("PartialObjectMetadataList"));
            Heard();
            yield return page.RootElement;
            next = ObjectMetadata.Text(page.RootElement.GetProperty("metadata"), "continue");
        }
        while (next.Length > 0);
    }

    // Whether it went well: a watch that ends at once, without a word, must not become a busy loop.
    private async Task<bool> WatchAsync(Action<ImmutableDictionary<ResourceKey, T>> changed, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var response = await api.WatchAsync(query.WatchPath(_version!), query.Accept("PartialObjectMetadata"), stop);
        Recover();
        await using var lines = new WatchLines(await response.Content.ReadAsStreamAsync(stop));
        try
        {
            do
                silence.CancelAfter(LongestSilence);
            while (await lines.ReadAsync(silence.Token) && Apply(lines, changed));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return true;
        }
        return lines.Count > 0 || time.GetElapsedTime(start) > TimeSpan.FromSeconds(1);
    }

    private bool Apply(WatchLines lines, Action<ImmutableDictionary<ResourceKey, T>> changed)
    {
        var before = _objects.Snapshot;
        try
        {
            while (lines.TryRead(out var line))
            {
                using (line)
                    _version = _objects.Apply(WatchEvent.Of(line.RootElement));
                Heard();
                _backoff.Reset();
            }
            return true;
        }
        finally
        {
            // What came before a line that is an error counts.
            if (before != _objects.Snapshot)
                changed(_objects.Snapshot);
        }
    }

    private TimeSpan Fail(Exception e)
    {
        // What has gone well for a while and breaks is tried again soon.
        if (_trouble is null && time.GetElapsedTime(_opened) > _wellFor)
            _backoff.Reset();
        var isTransient = e is ApiException { Code: not 400 } or HttpRequestException or IOException or TimeoutException;
        if (!isTransient || _backoff.Failures >= MostResumptions)
            _version = null;
        // Once, not at every attempt.
        if (_trouble != e.Message)
            log.NotFollowed(query.ToString(), e.Message, isTransient ? "" : $" {e.StackTrace}");
        _trouble = e.Message;
        var asked = e is ApiException { RetryAfter: var after } ? after : default;
        var pause = _backoff.Next();
        return asked > _longestPause ? _longestPause : asked > pause ? asked : pause;
    }

    private void Recover()
    {
        Heard();
        _opened = time.GetTimestamp();
        if (_trouble is not null)
            log.FollowedAgain(query.ToString());
        _trouble = null;
    }

    private void Heard() => Interlocked.Exchange(ref _lastContact, time.GetUtcNow().UtcTicks);

    private async Task SleepAsync(TimeSpan pause, CancellationToken stop)
    {
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
