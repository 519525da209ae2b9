using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PodOrder.Registry.Documents;

namespace PodOrder.Registry;

/// <summary>Gets what a registry wants to see: the credential itself, or a token from the service that it names (distribution, spec/auth/token).</summary>
internal sealed class Authorizations(RegistryHttp http, RegistryOptions options, TimeProvider time)
{
    private const int LargestToken = 64 << 10;

    // What a token service does not say (spec/auth/token), the most that is believed, and what a request may take.
    private static readonly TimeSpan _defaultLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _longestLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(10);

    private readonly ExpiringCache<Source, Authorization> _known = new(options.CacheCapacity, time);

    /// <summary>What the registry took before, if it still holds.</summary>
    public Authorization? Known(Source source) => _known.Peek(source);

    /// <summary>Answers a refusal.</summary>
    /// <param name="source">Who refused.</param>
    /// <param name="challenges">What it wants to see.</param>
    /// <param name="refused">What it was shown, if anything.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="LookUpFailedException">There is nothing to show.</exception>
    public Task<Authorization> AnswerAsync(Source source, IReadOnlyCollection<AuthenticationHeaderValue> challenges, Authorization? refused, CancellationToken cancel)
    {
        if (refused is not null)
            _known.Forget(source, refused);
        return _known.GetAsync(source, () => MakeAsync(source, challenges, cancel), a => a.Life);
    }

    private async Task<Authorization> MakeAsync(Source source, IReadOnlyCollection<AuthenticationHeaderValue> challenges, CancellationToken cancel)
    {
        if (challenges.FirstOrDefault(c => IsScheme(c, "Bearer")) is { } bearer)
            return await GetTokenAsync(source, Challenge.Parameters(bearer.Parameter), cancel);
        if (source.Credential is { } credential && challenges.Any(c => IsScheme(c, "Basic")))
            return new Authorization(credential.Basic, _longestLife);
        throw Failure.Of(HttpStatusCode.Unauthorized, source.Registry);
    }

    private async Task<Authorization> GetTokenAsync(Source source, IReadOnlyDictionary<string, string> challenge, CancellationToken cancel)
    {
        using var response = await http.SendAsync(HttpMethod.Get, Address(source, challenge), [], source.Credential?.Basic, cancel);
        var host = response.RequestMessage!.RequestUri!.Host;
        if (response.StatusCode != HttpStatusCode.OK)
            throw Failure.Of(response.StatusCode, host);
        var document = await http.ReadAsync(response, LargestToken, body => JsonSerializer.Deserialize(body.Span, RegistryJson.Default.TokenDocument), cancel);
        var token = document?.Token is { Length: > 0 } named ? named : document?.AccessToken;
        if (string.IsNullOrEmpty(token) || token.Any(c => c is <= ' ' or > '~'))
            throw new LookUpFailedException(LookUpReason.BadContent, $"{host} sent no token that could be used");
        var life = document!.ExpiresIn is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : _defaultLife;
        return new Authorization(new AuthenticationHeaderValue("Bearer", token), (life < _longestLife ? life : _longestLife) - _margin);
    }

    // The scope is what we need, not what is asked of us: no registry gets the credential's other rights in its hand.
    private Uri Address(Source source, IReadOnlyDictionary<string, string> challenge)
    {
        if (!Uri.TryCreate(challenge.GetValueOrDefault("realm"), UriKind.Absolute, out var realm))
            throw new LookUpFailedException(LookUpReason.BadContent, $"{source.Registry} does not say where its tokens are to be had");
        if (realm.Scheme == Uri.UriSchemeHttp && http.Address(source.Host, "/").Scheme != Uri.UriSchemeHttp)
            throw new LookUpFailedException(LookUpReason.TargetRefused, $"{source.Registry} wants its tokens fetched in plain http");
        var query = $"scope={Uri.EscapeDataString($"repository:{source.Repository}:pull")}";
        if (challenge.GetValueOrDefault("service") is { } service)
            query = $"service={Uri.EscapeDataString(service)}&{query}";
        return new UriBuilder(realm) { Query = realm.Query.Length > 1 ? $"{realm.Query[1..]}&{query}" : query, Fragment = "" }.Uri;
    }

    private static bool IsScheme(AuthenticationHeaderValue challenge, string scheme) => challenge.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);
}
