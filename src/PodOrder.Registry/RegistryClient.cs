using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PodOrder.Registry.Documents;

namespace PodOrder.Registry;

/// <summary>Pulls from registries (OCI distribution-spec), and believes no content whose digest it has not computed.</summary>
internal sealed class RegistryClient(RegistryHttp http, Authorizations authorizations, RegistryOptions options)
{
    /// <summary>The digest that a tag means now. HEAD costs no pull where pulls are counted.</summary>
    public async Task<ContentDigest> ResolveAsync(Source source, string tag, CancellationToken cancel)
    {
        using (var head = await AskAsync(HttpMethod.Head, source, $"manifests/{tag}", MediaTypes.Accepted, cancel))
        {
            if (head.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.MethodNotAllowed))
                throw Failure.Of(head.StatusCode, source.Registry);
            if (head.Headers.TryGetValues("Docker-Content-Digest", out var values) && ContentDigest.Parse(values.First()) is { } digest)
                return digest;
        }
        using var response = await AskAsync(HttpMethod.Get, source, $"manifests/{tag}", MediaTypes.Accepted, cancel);
        return await ReadAsync(response, source, options.LargestManifest, content => ContentDigest.Of(content.Span), cancel);
    }

    /// <summary>A manifest or an index, its media type filled in.</summary>
    public async Task<ManifestDocument> GetManifestAsync(Source source, ContentDigest digest, CancellationToken cancel)
    {
        using var response = await AskAsync(HttpMethod.Get, source, $"manifests/{digest}", MediaTypes.Accepted, cancel);
        var manifest = await ReadAsync(response, source, options.LargestManifest, content => Parse(content.Span, digest, RegistryJson.Default.ManifestDocument, source), cancel);
        var type = response.Content.Headers.ContentType?.MediaType;
        var isKnown = MediaTypes.Accepted.Contains(type);
        // One text must not be an index to one reader and a manifest to another (CVE-2021-41190).
        if ((manifest.Manifests is not null && manifest.Config is not null) || (isKnown && manifest.MediaType is not null && manifest.MediaType != type))
            throw new LookUpFailedException(LookUpReason.BadContent, $"{source.Registry} sent a manifest that contradicts itself");
        return manifest with { MediaType = manifest.MediaType ?? type };
    }

    /// <summary>An image's configuration.</summary>
    public async Task<ConfigDocument> GetConfigAsync(Source source, ContentDigest digest, CancellationToken cancel)
    {
        using var response = await AskAsync(HttpMethod.Get, source, $"blobs/{digest}", [], cancel);
        return await ReadAsync(response, source, options.LargestConfig, content => Parse(content.Span, digest, RegistryJson.Default.ConfigDocument, source), cancel);
    }

    // A refusal is answered once: a registry that goes on refusing means it.
    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, Source source, string path, IReadOnlyList<string> accept, CancellationToken cancel)
    {
        var address = http.Address(source.Host, $"/v2/{source.Repository}/{path}");
        var known = authorizations.Known(source);
        var response = await http.SendAsync(method, address, accept, known?.Header, cancel);
        // Only the registry itself is answered, not the place that it redirects to.
        if (response.StatusCode != HttpStatusCode.Unauthorized || response.RequestMessage!.RequestUri != address)
            return response;
        using var refusal = response;
        var authorization = await authorizations.AnswerAsync(source, [.. response.Headers.WwwAuthenticate], known, cancel);
        return await http.SendAsync(method, address, accept, authorization.Header, cancel);
    }

    private Task<T> ReadAsync<T>(HttpResponseMessage response, Source source, int largest, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancel) =>
        response.StatusCode == HttpStatusCode.OK ? http.ReadAsync(response, largest, read, cancel) : throw Failure.Of(response.StatusCode, source.Registry);

    private static T Parse<T>(ReadOnlySpan<byte> content, ContentDigest digest, JsonTypeInfo<T> type, Source source) where T : class
    {
        if (!digest.Names(content))
            throw new LookUpFailedException(LookUpReason.WrongDigest, $"{source.Registry} sent something else than {digest}");
        return JsonSerializer.Deserialize(content, type) ?? throw new LookUpFailedException(LookUpReason.BadContent, $"{source.Registry} sent nothing for a manifest or an image configuration");
    }
}
