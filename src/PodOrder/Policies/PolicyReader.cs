using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Pods;

namespace PodOrder.Policies;

/// <summary>Reads PodOrderPolicy objects. The API server has held them against the schema; this says what the schema cannot, and never half of a policy is taken.</summary>
public static class PolicyReader
{
    // As in the schema (deploy/crd).
    private const int MostRules = 32, MostContainers = 32, MostDependencies = 16;

    /// <summary>Reads one object.</summary>
    /// <param name="policy">The object as JSON.</param>
    public static PolicyReading Read(JsonElement policy)
    {
        var name = policy.Member("metadata").Member("name").Text() ?? "";
        try
        {
            return new PolicyReading(name, Read(name, new PolicyField("spec", policy.Member("spec"))), null);
        }
        catch (PolicyFaultException fault)
        {
            return new PolicyReading(name, null, fault.Fault);
        }
    }

    private static PodOrderPolicy Read(string name, PolicyField spec)
    {
        spec.AllowOnly("namespaceSelector", "podSelector", "rules", "onConflict");
        var list = spec["rules"];
        var rules = list.Items(MostRules).Select(ReadRule).ToList();
        if (rules.Count == 0) throw list.Fault(PolicyFaultReason.Malformed, "there is no rule", "write at least one");
        var policy = new PodOrderPolicy(name, LabelSelectorReader.Read(spec["namespaceSelector"]), LabelSelectorReader.Read(spec["podSelector"]), rules, ReadOnConflict(spec["onConflict"]));
        if (PolicyCircle.Find(policy) is { } circle)
        {
            throw list.Fault(PolicyFaultReason.Cycle,
                $"containers wait for each other in a circle: {string.Join(" -> ", circle)}", "take one of these steps out");
        }
        return policy;
    }

    private static PolicyRule ReadRule(PolicyField field)
    {
        field.AllowOnly("containers", "after");
        var (containers, after) = (field["containers"], field["after"]);
        var rule = new PolicyRule([.. containers.Items(MostContainers).Select(ReadGlob)], [.. after.Items(MostDependencies).Select(ReadDependency)]);
        if (rule.Containers.Count == 0) throw containers.Fault(PolicyFaultReason.Malformed, "nobody waits", "write the names of containers, or \"*\" for all others");
        if (rule.After.Count == 0) throw after.Fault(PolicyFaultReason.Malformed, "nothing is waited for", "write what is, such as {name: proxy, condition: ready}");
        return rule.Containers.FirstOrDefault(glob => rule.DependsOn(glob.Text)) is { } self
            ? throw field.Fault(PolicyFaultReason.SelfDependency, $"{Quote.Of(self.Text)} is to wait for itself", "take it out of containers or out of after")
            : rule;
    }

    private static ContainerGlob ReadGlob(PolicyField field) => field.Text() is var text && ContainerGlob.IsValid(text) ? new ContainerGlob(text) : throw field.Fault(
        PolicyFaultReason.InvalidName, $"{Quote.Of(text)} can match no container's name",
        "write at most 63 lower-case letters, digits and \"-\", \"*\" for any of them and \"?\" for one");

    private static PolicyDependency ReadDependency(PolicyField field)
    {
        field.AllowOnly("name", "condition");
        var (name, condition) = (field["name"], field["condition"]);
        var text = name.Text();
        if (!ContainerName.IsValid(text))
        {
            throw name.Fault(PolicyFaultReason.InvalidName, $"{Quote.Of(text)} is no container's name", text.AsSpan().ContainsAny('*', '?')
                ? "write one name each: a pattern would wait for whatever happens to be there"
                : "write at most 63 lower-case letters, digits and inner \"-\"");
        }
        if (!condition.Exists) throw condition.Fault(PolicyFaultReason.UnknownCondition, "there is no condition", $"write one of {ConditionWords.All}");
        var word = condition.Text();
        return ConditionWords.Read(word) is { } known ? new PolicyDependency(text, known) : throw condition.Fault(
            PolicyFaultReason.UnknownCondition, $"there is no condition {Quote.Of(word)}",
            ConditionWords.NearestTo(word) is { } nearest ? $"write {nearest} (the conditions are {ConditionWords.All})" : $"write one of {ConditionWords.All}");
    }

    private static OnConflict ReadOnConflict(PolicyField field) => !field.Exists ? OnConflict.Skip : field.Text() switch
    {
        "Skip" => OnConflict.Skip,
        "Deny" => OnConflict.Deny,
        var other => throw field.Fault(PolicyFaultReason.Malformed, $"{Quote.Of(other)} is neither Skip nor Deny", "write Skip or Deny"),
    };
}
