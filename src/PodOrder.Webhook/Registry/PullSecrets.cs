using PodOrder.Registry;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using PodOrder.Webhook.Cluster;
using PodOrder.Webhook.Telemetry;

namespace PodOrder.Webhook.Registry;

/// <summary>
/// Reads the Secrets that a Pod's imagePullSecrets name. Those of its ServiceAccount are among them by then: the API server's
/// ServiceAccount plugin runs before any webhook (kubeapiserver/options/plugins.go).
/// </summary>
internal sealed partial class PullSecrets(ApiClient api, RegistryOptions options, TimeProvider time, ILogger<PullSecrets> log)
{
    // As many as a Pod of real use names several times over; each is a request to the API server.
    private const int Most = 16;
    private const int Kept = 256;

    // Short, since a password that was changed or taken away must not be used for long; long enough for the Pods of one rollout.
    private static readonly TimeSpan _life = TimeSpan.FromSeconds(10);

    private readonly ExpiringCache<(string Namespace, string Name), Answer<DockerConfig>> _known = new(Kept, time);

    /// <summary>The credentials of a Pod, and what kept some of them from being read.</summary>
    /// <param name="namespace">The Pod's.</param>
    /// <param name="pod">The Pod.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<PodCredentials> OfAsync(string @namespace, JsonElement pod, CancellationToken cancel)
    {
        var names = Names(pod).Distinct(StringComparer.Ordinal).Take(Most).ToList();
        if (names.Count == 0 || !IsName(@namespace))
            return PodCredentials.None;
        var answers = await Task.WhenAll(names.Select(name => ReadAsync(@namespace, name, cancel)));
        return new PodCredentials([.. answers.Select(it => it.Value).OfType<DockerConfig>()], answers.FirstOrDefault(it => it.Failure is not null)?.Failure!.Sentence);
    }

    private async Task<Answer<DockerConfig>> ReadAsync(string @namespace, string name, CancellationToken cancel)
    {
        // The name goes into a path that is asked for with our own rights, before the API server has validated it.
        if (!IsName(name))
            return Unread(name, "that is no name of a Secret");
        try
        {
            return await _known.GetAsync((@namespace, name), () => FetchAsync(@namespace, name), it => it.Failure is null ? _life : options.FailureLife).WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return Unread(name, "the API server has not answered in time");
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever an API server sends, the Pod's author gets an answer.")]
    private async Task<Answer<DockerConfig>> FetchAsync(string @namespace, string name)
    {
        using var patience = new CancellationTokenSource(options.Patience, time);
        try
        {
            using var secret = await api.GetAsync($"api/v1/namespaces/{@namespace}/secrets/{name}", patience.Token);
            return Read(secret.RootElement) is { } config ? new Answer<DockerConfig>(config, null) : Unread(name, "it holds no registry credentials");
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return Unread(name, "there is none of that name");
        }
        catch (Exception e)
        {
            // Not what was said: it may quote the Secret.
            var why = e switch
            {
                ApiException answered => $"the API server answers {answered.Code} {answered.Reason}",
                HttpRequestException or TimeoutException or OperationCanceledException => "the API server has not answered",
                _ => $"PodOrder itself failed at it ({e.GetType().Name})",
            };
            log.PullSecretNotRead(@namespace, name, why);
            return Unread(name, why);
        }
    }

    private static DockerConfig? Read(JsonElement secret)
    {
        var (key, read) = Text(secret, "type") switch
        {
            "kubernetes.io/dockerconfigjson" => (".dockerconfigjson", (Func<byte[], DockerConfig?>)(json => DockerConfig.ReadJson(json))),
            "kubernetes.io/dockercfg" => (".dockercfg", json => DockerConfig.ReadLegacy(json)),
            _ => ("", _ => null),
        };
        return secret.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty(key, out var value) && value.TryGetBytesFromBase64(out var content) ? read(content) : null;
    }

    private static IEnumerable<string> Names(JsonElement pod)
    {
        if (!pod.TryGetProperty("spec", out var spec) || spec.ValueKind != JsonValueKind.Object
            || !spec.TryGetProperty("imagePullSecrets", out var references) || references.ValueKind != JsonValueKind.Array)
            return [];
        return references.EnumerateArray().Where(it => it.ValueKind == JsonValueKind.Object).Select(it => Text(it, "name")).OfType<string>();
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static Answer<DockerConfig> Unread(string name, string why) =>
        new(null, LookUp.Unknown(LookUpReason.Unauthorized, $"The Secret \"{(name.Length <= 64 ? name : name[..64] + "…")}\" of its imagePullSecrets was not read: {why}."));

    private static bool IsName(string text) => text.Length <= 253 && Name().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
