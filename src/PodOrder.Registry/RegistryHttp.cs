using System.Net;
using System.Net.Http.Headers;

namespace PodOrder.Registry;

/// <summary>Speaks HTTP to registries: redirects by hand, sizes capped, no proxy, no cookie.</summary>
internal sealed class RegistryHttp : IDisposable
{
    private const int MostRedirects = 5;
    private const int LargestHeadersInKiB = 32;

    // What manifests and configurations take; the largest in wide use are half of that.
    private const int UsualLength = 64 << 10;

    // Beyond the usual, one after the other: many at once must not take the server's memory.
    private readonly SemaphoreSlim _large = new(1);

    private readonly RegistryOptions _options;
    private readonly Lazy<HttpClient> _client;

    public RegistryHttp(RegistryOptions options)
    {
        _options = options;
        _client = new Lazy<HttpClient>(() => Create(options));
    }

    /// <summary>Where a host is spoken to.</summary>
    public Uri Address(string host, string path)
    {
        var secure = new Uri($"https://{host}/");
        return new Uri($"{(HostList.Contains(_options.InsecureHosts, secure.Host, secure.Port) ? "http" : "https")}://{host}{path}");
    }

    /// <summary>Sends a request, follows redirects without the authorization, and gives the answer with its body unread.</summary>
    /// <exception cref="LookUpFailedException">It leads where nobody may be led.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, IReadOnlyList<string> accept, AuthenticationHeaderValue? authorization, CancellationToken cancel)
    {
        for (var redirects = 0; ; redirects++)
        {
            Check(address);
            using var request = new HttpRequestMessage(method, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
            foreach (var type in accept)
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            request.Headers.Authorization = redirects == 0 ? authorization : null;
            var response = await _client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                return response;
            var location = response.Headers.Location;
            response.Dispose();
            if (location is null || redirects == MostRedirects || !Uri.TryCreate(address, location, out var next))
                throw new LookUpFailedException(LookUpReason.BadRedirect, $"{address.Host} redirects to nowhere, or without an end");
            address = next;
        }
    }

    /// <summary>Reads a body up to a cap, and makes something of it.</summary>
    /// <exception cref="LookUpFailedException">There is more.</exception>
    public async Task<T> ReadAsync<T>(HttpResponseMessage response, int largest, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength > largest)
            throw TooLarge(response, largest);
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var start = new byte[Math.Min(largest, UsualLength) + 1];
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        if (length < start.Length)
            return read(start.AsMemory(0, length));
        if (length > largest)
            throw TooLarge(response, largest);
        await _large.WaitAsync(cancel);
        try
        {
            var whole = new byte[largest + 1];
            start.CopyTo(whole, 0);
            length += await body.ReadAtLeastAsync(whole.AsMemory(length), whole.Length - length, throwOnEndOfStream: false, cancel);
            return length > largest ? throw TooLarge(response, largest) : read(whole.AsMemory(0, length));
        }
        finally
        {
            _large.Release();
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private void Check(Uri address)
    {
        var isPlain = address.Scheme == Uri.UriSchemeHttp;
        if ((isPlain || address.Scheme == Uri.UriSchemeHttps) && (!isPlain || HostList.Contains(_options.InsecureHosts, address.Host, address.Port)))
            return;
        throw new LookUpFailedException(LookUpReason.TargetRefused, $"it leads to {address.Scheme}://{address.Host}, and only https is trusted");
    }

    private static HttpClient Create(RegistryOptions options)
    {
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Behind a proxy the address could not be checked.
            UseProxy = false,
            ConnectCallback = new GuardedConnector(options).ConnectAsync,
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = LargestHeadersInKiB,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.Patience,
            // The text of a refusal is read to its end, so that the connection can be used again; anything longer is not worth it.
            MaxResponseDrainSize = 16 << 10,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            SslOptions = { CertificateChainPolicy = TrustedAuthorities.Policy(options.AuthoritiesFile) },
        }) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("podorder", null) } } };
    }

    private static LookUpFailedException TooLarge(HttpResponseMessage response, int largest) =>
        new(LookUpReason.TooLarge, $"{response.RequestMessage?.RequestUri?.Host} sends more than the {largest} bytes that are read");
}
