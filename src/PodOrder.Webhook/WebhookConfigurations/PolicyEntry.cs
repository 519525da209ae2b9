using System.Buffers;
using System.Text.Json;
using PodOrder.Policies;

namespace PodOrder.Webhook.WebhookConfigurations;

/// <summary>
/// The entry of the MutatingWebhookConfiguration that lets Pods through which only policies concern. It is the entry for
/// hinted Pods for all others: the same server is called, on the same terms.
/// </summary>
/// <param name="FailurePolicy"><c>Ignore</c> or <c>Fail</c>.</param>
/// <param name="Namespaces">Which namespaces policies reach.</param>
internal sealed record PolicyEntry(string FailurePolicy, LabelSelector Namespaces)
{
    /// <summary>What the two entries are called.</summary>
    public const string Name = "policy.podorder.io", Template = "order.podorder.io";

    // Not the other entry's condition turned round: that one is false of a Pod that we have injected, and the API server looks
    // again before it reinvokes us for the sidecar that another webhook has added since.
    private const string AsksForNothing =
        "!(has(object.metadata.annotations) && object.metadata.annotations.exists(key, key.startsWith('podorder.io/') && key != 'podorder.io/status'))";

    // The API server lets nobody mutate a mirror Pod, which kubelet has started already.
    private const string IsNoMirror = "!(has(object.metadata.annotations) && 'kubernetes.io/config.mirror' in object.metadata.annotations)";

    /// <summary>Whether an entry is what <see cref="Write"/> writes; what the API server adds of its own does not count.</summary>
    public bool Is(JsonElement entry, JsonElement template)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, template);
        using var wanted = JsonDocument.Parse(buffer.WrittenMemory);
        return wanted.RootElement.EnumerateObject().All(member => entry.TryGetProperty(member.Name, out var there) && JsonElement.DeepEquals(there, member.Value));
    }

    /// <summary>Writes the entry.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="template">The entry for hinted Pods, as it is in the same configuration.</param>
    public void Write(Utf8JsonWriter json, JsonElement template)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        foreach (var same in (ReadOnlySpan<string>)["admissionReviewVersions", "clientConfig", "rules", "reinvocationPolicy", "sideEffects", "timeoutSeconds"])
        {
            if (template.TryGetProperty(same, out var value))
            {
                json.WritePropertyName(same);
                value.WriteTo(json);
            }
        }
        json.WriteString("failurePolicy", FailurePolicy);
        WriteConditions(json);
        WriteNamespaces(json);
        json.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter json)
    {
        json.WriteStartArray("matchConditions");
        WriteCondition("no-hint", AsksForNothing);
        WriteCondition("no-mirror-pod", IsNoMirror);
        json.WriteEndArray();

        void WriteCondition(string name, string expression)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("expression", expression);
            json.WriteEndObject();
        }
    }

    private void WriteNamespaces(Utf8JsonWriter json)
    {
        json.WriteStartObject("namespaceSelector");
        json.WriteStartArray("matchExpressions");
        foreach (var requirement in Namespaces.Requirements)
            WriteRequirement(json, requirement);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRequirement(Utf8JsonWriter json, LabelRequirement requirement)
    {
        json.WriteStartObject();
        json.WriteString("key", requirement.Key);
        json.WriteString("operator", requirement.Operator.ToString());
        if (requirement.Values.Count > 0)
        {
            json.WriteStartArray("values");
            foreach (var value in requirement.Values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
