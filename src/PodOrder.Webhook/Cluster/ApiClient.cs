using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;

namespace PodOrder.Webhook.Cluster;

/// <summary>Asks the API server: JSON in, JSON out. It connects when it is first used.</summary>
internal sealed class ApiClient : IDisposable
{
    public const string Json = "application/json", JsonPatch = "application/json-patch+json", MergePatch = "application/merge-patch+json";

    /// <summary>Who the server is in managedFields and audit logs.</summary>
    public const string FieldManager = "podorder-webhook";

    private const int LargestBody = 16 << 20;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly ApiAccess _access;
    private readonly TimeProvider _time;
    private readonly Lazy<HttpClient> _http;
    private long _clockDifference;

    /// <param name="access">Where it is.</param>
    /// <param name="namespace">The server's own namespace; null = what the access says.</param>
    /// <param name="time">The clock.</param>
    public ApiClient(ApiAccess access, string? @namespace, TimeProvider time)
    {
        (_access, _time) = (access, time);
        Namespace = @namespace ?? access.Namespace ?? "default";
        _http = new Lazy<HttpClient>(() => new HttpClient(access.CreateHandler())
        {
            BaseAddress = access.Address,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue(FieldManager, typeof(ApiClient).Assembly.GetName().Version!.ToString(3)) } },
        });
    }

    /// <summary>The namespace this server runs in.</summary>
    public string Namespace { get; }

    /// <summary>How far the API server's clock was ahead of this machine's when it last answered.</summary>
    public TimeSpan ClockDifference => TimeSpan.FromTicks(Interlocked.Read(ref _clockDifference));

    /// <summary>Reads what is at a path.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<JsonDocument> GetAsync(string path, CancellationToken cancel, string accept = Json) => SendAsync(HttpMethod.Get, path, default, Json, cancel, accept);

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="ApiException">It was answered, but not done.</exception>
    /// <exception cref="HttpRequestException">There was no contact, or it broke.</exception>
    /// <exception cref="TimeoutException">The answer did not come in time.</exception>
    public Task<JsonDocument> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string mediaType, CancellationToken cancel, string accept = Json) =>
        PatientlyAsync(async patience =>
        {
            using var response = await RespondAsync(method, path, body, mediaType, accept, patience);
            return JsonDocument.Parse(await ReadAsync(response, patience));
        }, cancel);

    /// <summary>Opens a watch: waits for its beginning alone; the rest is the caller's to bound and to close.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<HttpResponseMessage> WatchAsync(string path, string accept, CancellationToken cancel) =>
        PatientlyAsync(patience => RespondAsync(HttpMethod.Get, path, default, Json, accept, patience), cancel);

    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private async Task<TResult> PatientlyAsync<TResult>(Func<CancellationToken, Task<TResult>> ask, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(_patience);
        try
        {
            return await ask(patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"the API server has not answered within {_patience.TotalSeconds} s");
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            throw new HttpRequestException($"the certificate of the API server at {_access.Address.Authority} is not to be trusted: it is another's, has expired, or none of the authorities that we were given vouches for it", e);
        }
    }

    private async Task<HttpResponseMessage> RespondAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string mediaType, string accept, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        request.Headers.Accept.ParseAdd(accept);
        if (!body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        if (_access.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancel);
        var response = await _http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.Headers.Date is { } date)
            Interlocked.Exchange(ref _clockDifference, (date - _time.GetUtcNow()).Ticks);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw ApiException.Of((int)response.StatusCode, (await ReadAsync(response, cancel)).Span, response.Headers.RetryAfter?.Delta ?? default);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var known = response.Content.Headers.ContentLength;
        if (known > LargestBody)
            throw TooLarge();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[known is { } length ? (int)length + 1 : 16 << 10];
        for (var read = 0; ;)
        {
            var more = await stream.ReadAsync(buffer.AsMemory(read), cancel);
            if (more == 0)
                return buffer.AsMemory(0, read);
            read += more;
            if (read > LargestBody)
                throw TooLarge();
            if (read == buffer.Length)
                Array.Resize(ref buffer, read * 2);
        }
    }

    private static HttpRequestException TooLarge() => new($"the API server sends more than the {LargestBody >> 20} MiB that are read");
}
