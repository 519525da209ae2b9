using PodOrder.Hints;
using PodOrder.Policies;

namespace PodOrder.Tests.Policies;

/// <summary>A policy is read whole or not at all, and its status says why.</summary>
public sealed class PolicyReaderTests
{
    private const string After = "after: [{name: b, condition: ready}]";

    [Fact]
    public void A_policy_is_read_with_its_defaults()
    {
        var policy = Policy.Of("p", $"{{containers: [web, 'log-*'], {After}}}");
        Assert.Equal(("p", OnConflict.Skip), (policy.Name, policy.OnConflict));
        Assert.Equal(["web", "log-*"], policy.Rules[0].Containers.Select(glob => glob.Text));
        Assert.Equal([new PolicyDependency("b", Condition.Ready)], policy.Rules[0].After);
    }

    [Fact]
    public void Deny_is_read() => Assert.Equal(OnConflict.Deny, Policy.Of("p", $"{{containers: [web], {After}}}", "Deny").OnConflict);

    [Theory]
    [InlineData("", PolicyFaultReason.Malformed, "spec.rules: there is no rule; write at least one")]
    [InlineData("web", PolicyFaultReason.Malformed, "spec.rules[0]: there is a string instead of an object; write an object with containers, after")]
    [InlineData("{" + After + "}", PolicyFaultReason.Malformed, "spec.rules[0].containers: nobody waits; write the names of containers, or \"*\" for all others")]
    [InlineData("{containers: [a]}", PolicyFaultReason.Malformed, "spec.rules[0].after: nothing is waited for; write what is, such as {name: proxy, condition: ready}")]
    [InlineData("{containers: [a], afer: []}", PolicyFaultReason.Malformed, "spec.rules[0]: there is no field \"afer\"; write \"after\"")]
    [InlineData("{containers: a, " + After + "}", PolicyFaultReason.Malformed, "spec.rules[0].containers: there is a string instead of a list; write a list")]
    [InlineData("{containers: ['[a-c]'], " + After + "}", PolicyFaultReason.InvalidName, "spec.rules[0].containers[0]: \"[a-c]\" can match no container's name; write at most 63 lower-case letters, digits and \"-\", \"*\" for any of them and \"?\" for one")]
    [InlineData("{containers: [a, ''], " + After + "}", PolicyFaultReason.InvalidName, "spec.rules[0].containers[1]: \"\" can match no container's name; write at most 63 lower-case letters, digits and \"-\", \"*\" for any of them and \"?\" for one")]
    [InlineData("{containers: [a], after: [{name: 'proxy-*', condition: ready}]}", PolicyFaultReason.InvalidName, "spec.rules[0].after[0].name: \"proxy-*\" is no container's name; write one name each: a pattern would wait for whatever happens to be there")]
    [InlineData("{containers: [a], after: [{name: B, condition: ready}]}", PolicyFaultReason.InvalidName, "spec.rules[0].after[0].name: \"B\" is no container's name; write at most 63 lower-case letters, digits and inner \"-\"")]
    [InlineData("{containers: [a], after: [{name: b}]}", PolicyFaultReason.UnknownCondition, "spec.rules[0].after[0].condition: there is no condition; write one of started, ready, completed, succeeded")]
    [InlineData("{containers: [a], after: [{name: b, condition: healthy}]}", PolicyFaultReason.UnknownCondition, "spec.rules[0].after[0].condition: there is no condition \"healthy\"; write ready (the conditions are started, ready, completed, succeeded)")]
    [InlineData("{containers: [a, b], " + After + "}", PolicyFaultReason.SelfDependency, "spec.rules[0]: \"b\" is to wait for itself; take it out of containers or out of after")]
    [InlineData("{containers: [a], after: [{name: b, condition: ready}]}, {containers: ['?'], after: [{name: a, condition: ready}]}", PolicyFaultReason.Cycle, "spec.rules: containers wait for each other in a circle: b -> a -> b; take one of these steps out")]
    public void A_rule_that_says_nothing_sound_is_a_fault(string rules, PolicyFaultReason reason, string message)
    {
        var reading = Policy.Reading($"metadata: {{name: p}}\nspec: {{rules: [{rules}]}}");
        Assert.Null(reading.Policy);
        Assert.Equal(new PolicyFault(reason, message), reading.Fault);
    }

    [Theory]
    [InlineData("spec: {rules: [{containers: [a], " + After + "}], onConflict: deny}", "spec.onConflict: \"deny\" is neither Skip nor Deny; write Skip or Deny")]
    [InlineData("spec: {rule: []}", "spec: there is no field \"rule\"; write \"rules\"")]
    [InlineData("spec: 1", "spec: there is a number instead of an object; write an object with namespaceSelector, podSelector, rules, onConflict")]
    [InlineData("kind: x", "spec: there is nothing instead of an object; write an object with namespaceSelector, podSelector, rules, onConflict")]
    public void A_malformed_object_is_a_fault(string yaml, string message) => Assert.Equal(message, Policy.Reading(yaml).Fault!.Message);

    [Fact]
    public void A_policy_too_large_to_be_matched_quickly_is_a_fault() => Assert.Equal("spec.rules: the list has 33 items; write at most 32",
        Policy.Reading($"spec: {{rules: [{string.Join(", ", Enumerable.Repeat("{}", 33))}]}}").Fault!.Message);

    [Fact]
    public void Stars_of_several_rules_are_no_circle() =>
        Policy.Of("p", "{containers: ['*'], after: [{name: a, condition: ready}]}, {containers: ['*'], after: [{name: b, condition: ready}]}");
}
