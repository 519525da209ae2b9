using System.Text;
using System.Text.Json;
using PodOrder.Registry.Documents;

namespace PodOrder.Registry;

/// <summary>The credentials of one Secret that a Pod's imagePullSecrets name.</summary>
public sealed class DockerConfig
{
    private DockerConfig(IReadOnlyList<KeyValuePair<string, Credential>> entries) => Entries = entries;

    internal IReadOnlyList<KeyValuePair<string, Credential>> Entries { get; }

    /// <summary>Reads the key <c>.dockerconfigjson</c> of a Secret of the type <c>kubernetes.io/dockerconfigjson</c>; null where it is malformed.</summary>
    public static DockerConfig? ReadJson(ReadOnlySpan<byte> document) =>
        Read(document, json => JsonSerializer.Deserialize(json, RegistryJson.Default.DockerConfigDocument)?.Auths);

    /// <summary>Reads the key <c>.dockercfg</c> of a Secret of the type <c>kubernetes.io/dockercfg</c>; null where it is malformed.</summary>
    public static DockerConfig? ReadLegacy(ReadOnlySpan<byte> document) =>
        Read(document, json => JsonSerializer.Deserialize(json, RegistryJson.Default.DictionaryStringAuthDocument));

    /// <summary>How many entries it has; never what they are.</summary>
    public override string ToString() => $"{Entries.Count} credentials";

    private delegate Dictionary<string, AuthDocument>? Reader(ReadOnlySpan<byte> document);

    private static DockerConfig? Read(ReadOnlySpan<byte> document, Reader reader)
    {
        try
        {
            var entries = reader(document) ?? [];
            return new DockerConfig([.. entries.Select(e => KeyValuePair.Create(e.Key, CredentialOf(e.Value)))]);
        }
        // The message of either quotes what it cannot read: it goes nowhere.
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    // kubelet: auth, the base64 of user:password, padded or not, beats username and password.
    private static Credential CredentialOf(AuthDocument? entry)
    {
        if (entry?.Auth is not { Length: > 0 } auth)
            return new Credential(entry?.Username ?? "", entry?.Password ?? "");
        var trimmed = auth.Trim().TrimEnd('=');
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(trimmed.PadRight((trimmed.Length + 3) / 4 * 4, '=')));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 ? new Credential(pair[..colon], pair[(colon + 1)..]) : throw new FormatException();
    }
}
