using PodOrder.Hints;

namespace PodOrder.Policies;

/// <summary>Reads selectors (apimachinery meta/v1 LabelSelector), and refuses what Kubernetes refuses.</summary>
internal static class LabelSelectorReader
{
    private const int MostRequirements = 64, MostValues = 256;
    private const int LongestName = 63, LongestPrefix = 253;
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static LabelSelector Read(PolicyField field)
    {
        // As in webhook configurations and admission policies, an absent selector is an empty one.
        if (!field.Exists) return LabelSelector.Everything;
        field.AllowOnly("matchLabels", "matchExpressions");
        LabelRequirement[] requirements = [.. MatchLabels(field["matchLabels"]), .. field["matchExpressions"].Items(MostRequirements).Select(ReadExpression)];
        return requirements.Length == 0 ? LabelSelector.Everything : new LabelSelector(requirements);
    }

    private static IEnumerable<LabelRequirement> MatchLabels(PolicyField field)
    {
        if (!field.Exists) return [];
        if (field.Json.ValueKind != System.Text.Json.JsonValueKind.Object)
            throw field.Fault(PolicyFaultReason.Malformed, "it is no map of labels", "write a map such as {app: web}");
        if (field.Json.GetPropertyCount() > MostRequirements)
            throw field.Fault(PolicyFaultReason.Malformed, $"there are {field.Json.GetPropertyCount()} labels", $"write at most {MostRequirements}");
        return field.Json.EnumerateObject().Select(label =>
        {
            var entry = new PolicyField($"{field.Path}[{Quote.Of(label.Name)}]", label.Value);
            return new LabelRequirement(Key(entry, label.Name), LabelOperator.In, [Value(entry)]);
        });
    }

    private static LabelRequirement ReadExpression(PolicyField field)
    {
        field.AllowOnly("key", "operator", "values");
        var (key, word, list) = (field["key"], field["operator"], field["values"]);
        LabelOperator operation = word.Exists ? word.Text() switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            var other => throw word.Fault(PolicyFaultReason.InvalidSelector, $"there is no operator {Quote.Of(other)}", "write In, NotIn, Exists or DoesNotExist"),
        } : throw word.Fault(PolicyFaultReason.InvalidSelector, "there is no operator", "write In, NotIn, Exists or DoesNotExist");
        var values = list.Items(MostValues).Select(Value).ToList();
        var takesValues = operation is LabelOperator.In or LabelOperator.NotIn;
        if (takesValues && values.Count == 0) throw list.Fault(PolicyFaultReason.InvalidSelector, $"{operation} has no values", "write at least one, or the operator Exists or DoesNotExist");
        if (!takesValues && values.Count > 0) throw list.Fault(PolicyFaultReason.InvalidSelector, $"{operation} takes no values", "take them out, or write the operator In or NotIn");
        return new LabelRequirement(Key(key, key.Text()), operation, values);
    }

    // apimachinery validation.IsQualifiedName: an optional DNS subdomain and a slash, then a name.
    private static string Key(PolicyField field, string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var isValid = IsName(key.AsSpan(slash + 1)) && (slash < 0 || IsSubdomain(key[..slash]));
        return isValid ? key : throw field.Fault(
            PolicyFaultReason.InvalidSelector, $"{Quote.Of(key)} is no label key",
            "write a name such as \"app\" or \"example.com/app\": letters, digits, \"-\", \"_\" and \".\", at most 63 after the slash");
    }

    private static string Value(PolicyField field) => field.Text() is var value && (value.Length == 0 || IsName(value)) ? value : throw field.Fault(
        PolicyFaultReason.InvalidSelector, $"{Quote.Of(value)} is no label value",
        "write at most 63 letters, digits, \"-\", \"_\" and \".\", beginning and ending with a letter or digit");

    private static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LongestName && Letters.Contains(text[0]) && Letters.Contains(text[^1]) && !text.ContainsAnyExcept(Letters + "-_.");

    private static bool IsSubdomain(string text) =>
        text.Length <= LongestPrefix && text.Split('.').All(label => label.Length > 0 && IsName(label) && !label.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"));
}
