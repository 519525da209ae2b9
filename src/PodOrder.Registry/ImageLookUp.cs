using System.Diagnostics.CodeAnalysis;
using PodOrder.Injection;

namespace PodOrder.Registry;

/// <summary>Finds out from registries what images run. It answers within its budget, and never throws.</summary>
public sealed class ImageLookUp : IDisposable
{
    private const int MostAtOnceOfARegistry = 4;

    private readonly RegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _failed;
    private readonly RegistryHttp _http;
    private readonly RegistryClient _client;
    private readonly ImageInspection _inspection;
    private readonly ExpiringCache<(Source, string), Answer<ContentDigest>> _tags;
    private readonly ExpiringCache<(Source, ContentDigest), Answer<ImageCommand>> _commands;
    private readonly Turns _turns = new(MostAtOnceOfARegistry);

    /// <summary>Prepares it; nothing is asked of anybody yet.</summary>
    /// <param name="options">What is asked, and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Is told of a fault of this program itself. Its message may hold a secret.</param>
    /// <exception cref="ArgumentException">The configuration is of no use; the message is a sentence for the operator.</exception>
    public ImageLookUp(RegistryOptions options, TimeProvider time, Action<Exception> failed)
    {
        options.Validate();
        (_options, _time, _failed) = (options, time, failed);
        _http = new RegistryHttp(options);
        _client = new RegistryClient(_http, new Authorizations(_http, options, time), options);
        _inspection = new ImageInspection(_client, options);
        _tags = new(options.CacheCapacity, time);
        _commands = new(options.CacheCapacity, time);
    }

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Budget => _options.Budget;

    /// <summary>Finds an image's command.</summary>
    /// <param name="image">The image as a container names it.</param>
    /// <param name="credentials">Those of the Pod's imagePullSecrets; empty where they are not read.</param>
    /// <param name="cancel">Ends the wait at once; the result is <see cref="LookUpReason.TimedOut"/>.</param>
    public async Task<LookUp> FindAsync(string image, IReadOnlyList<DockerConfig> credentials, CancellationToken cancel)
    {
        if (ImageReference.Parse(image) is not { } reference)
            return LookUp.Unknown(LookUpReason.InvalidReference, "The image was not looked up: its name is no reference such as registry.example/team/web:1.2.");
        var sources = Source.Of(reference, credentials, _options);
        if (sources.Count == 0)
            return LookUp.Unknown(LookUpReason.RegistryNotListed, $"The image \"{reference}\" was not looked up: {reference.Registry} is not among the registries that PodOrder asks{(_options.PullSecrets ? " without a credential, and the Pod's imagePullSecrets hold none for it" : "")}.");
        var found = await FindAsync(reference, sources, cancel);
        return found.IsFound ? found : found with { Sentence = $"The image \"{reference}\" was looked up, but {found.Sentence}." };
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    // What is left of the budget is shared among the places that are left, so that a mirror that hangs leaves time for its registry.
    private async Task<LookUp> FindAsync(ImageReference image, IReadOnlyList<Source> sources, CancellationToken cancel)
    {
        var start = _time.GetTimestamp();
        LookUp found;
        var next = 0;
        do
        {
            var share = (_options.Budget - _time.GetElapsedTime(start)) / (sources.Count - next);
            found = await WaitAsync(image, sources[next], share, cancel);
        }
        while (!found.IsFinal && ++next < sources.Count);
        return found;
    }

    // What takes longer goes on without its caller, who will ask again and find it done.
    private async Task<LookUp> WaitAsync(ImageReference image, Source source, TimeSpan share, CancellationToken cancel)
    {
        if (share <= TimeSpan.Zero)
            return Unknown(Failure.TimedOut(source.Registry));
        try
        {
            return await AskAsync(image, source).WaitAsync(share, _time, cancel);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return Unknown(Failure.TimedOut(source.Registry));
        }
    }

    private async Task<LookUp> AskAsync(ImageReference image, Source source)
    {
        var isCached = true;
        var digest = image.Digest;
        if (digest is null)
        {
            var tag = await _tags.GetAsync((source, image.Tag!), () => FetchAsync(c => _client.ResolveAsync(source, image.Tag!, c)), a => Life(a.Failure, _options.TagLife));
            if (tag.Failure is { } failure)
                return failure with { IsCached = isCached };
            digest = tag.Value!;
        }
        var command = await _commands.GetAsync((source, digest), () => FetchAsync(c => _inspection.InspectAsync(source, digest, c)), a => Life(a.Failure, _options.ContentLife));
        return (command.Failure ?? LookUp.Found(command.Value!)) with { IsCached = isCached };

        Task<Answer<T>> FetchAsync<T>(Func<CancellationToken, Task<T>> fetch) where T : class
        {
            isCached = false;
            return TryAsync(source, fetch);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a registry sends, the Pod's author gets an answer.")]
    private async Task<Answer<T>> TryAsync<T>(Source source, Func<CancellationToken, Task<T>> fetch) where T : class
    {
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        try
        {
            return new Answer<T>(await _turns.TakeAsync(source.Registry, () => fetch(patience.Token), patience.Token), null);
        }
        catch (Exception e) when (Failure.Of(e, source.Registry) is { } failure)
        {
            return new Answer<T>(null, Unknown(failure));
        }
        catch (Exception e)
        {
            _failed(e);
            return new Answer<T>(null, LookUp.Unknown(LookUpReason.Failed, "PodOrder itself failed at it"));
        }
    }

    private TimeSpan Life(LookUp? failure, TimeSpan life) => failure is null || failure.IsFinal ? life : _options.FailureLife;

    private static LookUp Unknown(LookUpFailedException failure) => LookUp.Unknown(failure.Reason, failure.Message);
}
