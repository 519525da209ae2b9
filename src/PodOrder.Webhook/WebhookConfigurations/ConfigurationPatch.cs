using System.Buffers;
using System.Text.Json;
using PodOrder.Webhook.Cluster;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>The JSON Patch that makes a webhook configuration true: nothing but what is not, and only if nobody has changed it meanwhile.</summary>
internal static class ConfigurationPatch
{
    /// <summary>The patch of the caBundles, or null where every entry holds the bundle.</summary>
    /// <param name="configuration">A Mutating- or ValidatingWebhookConfiguration.</param>
    /// <param name="bundle">The bundle, in base64; null = not ours to write.</param>
    public static ReadOnlyMemory<byte>? OfBundles(JsonElement configuration, string? bundle)
    {
        var wrong = Webhooks(configuration).Index().Where(entry => bundle is not null && BundleOf(entry.Item) != bundle).Select(entry => entry.Index).ToList();
        return wrong.Count == 0 ? default(ReadOnlyMemory<byte>?) : Of(configuration, json =>
        {
            foreach (var index in wrong)
            {
                Begin(json, "add", $"/webhooks/{index}/clientConfig/caBundle");
                json.WriteString("value", bundle);
                json.WriteEndObject();
            }
        });
    }

    /// <summary>The patch of the entry for policies, or null where it is as it should be.</summary>
    /// <param name="configuration">The MutatingWebhookConfiguration.</param>
    /// <param name="policy">The entry.</param>
    /// <param name="isWanted">Whether there is anything for it to do.</param>
    public static ReadOnlyMemory<byte>? OfPolicy(JsonElement configuration, PolicyEntry policy, bool isWanted)
    {
        var names = Webhooks(configuration).Select(NameOf).ToList();
        var (at, template) = (names.IndexOf(PolicyEntry.Name), names.IndexOf(PolicyEntry.Template));
        // Without the entry it is made of there is nobody to be called.
        isWanted &= template >= 0;
        if (at < 0 && !isWanted)
            return null;
        var webhooks = configuration.GetProperty("webhooks");
        if (at >= 0 && isWanted && policy.Is(webhooks[at], webhooks[template]))
            return null;
        return Of(configuration, json =>
        {
            Begin(json, at < 0 ? "add" : isWanted ? "replace" : "remove", at < 0 ? "/webhooks/-" : $"/webhooks/{at}");
            if (isWanted)
            {
                json.WritePropertyName("value");
                policy.Write(json, webhooks[template]);
            }
            json.WriteEndObject();
        });
    }

    private static ReadOnlyMemory<byte> Of(JsonElement configuration, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        Begin(json, "test", "/metadata/resourceVersion");
        json.WriteString("value", ObjectMetadata.Of(configuration).ResourceVersion);
        json.WriteEndObject();
        write(json);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static IEnumerable<JsonElement> Webhooks(JsonElement configuration) =>
        configuration.TryGetProperty("webhooks", out var webhooks) && webhooks.ValueKind == JsonValueKind.Array ? webhooks.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static void Begin(Utf8JsonWriter json, string operation, string path)
    {
        json.WriteStartObject();
        json.WriteString("op", operation);
        json.WriteString("path", path);
    }

    private static string NameOf(JsonElement webhook) => ObjectMetadata.Text(webhook, "name");

    private static string BundleOf(JsonElement webhook) => webhook.TryGetProperty("clientConfig", out var client) ? ObjectMetadata.Text(client, "caBundle") : "";
}
