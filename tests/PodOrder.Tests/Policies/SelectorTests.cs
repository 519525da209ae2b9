using PodOrder.Policies;

namespace PodOrder.Tests.Policies;

/// <summary>Selectors, as <c>kubectl get -l</c> and controllers understand them (apimachinery labels.Requirement).</summary>
public sealed class SelectorTests
{
    [Theory]
    [InlineData("{}", true)]
    [InlineData("{matchLabels: {}}", true)]
    [InlineData("{matchLabels: {app: web}}", true)]
    [InlineData("{matchLabels: {app: db}}", false)]
    [InlineData("{matchLabels: {app: web, tier: \"\"}}", true)]
    [InlineData("{matchLabels: {app: web, other: \"\"}}", false)]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: [db, web]}]}", true)]
    [InlineData("{matchExpressions: [{key: app, operator: In, values: [db]}]}", false)]
    [InlineData("{matchExpressions: [{key: other, operator: In, values: [\"\"]}]}", false)]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [db]}]}", true)]
    [InlineData("{matchExpressions: [{key: app, operator: NotIn, values: [db, web]}]}", false)]
    [InlineData("{matchExpressions: [{key: other, operator: NotIn, values: [web]}]}", true)]
    [InlineData("{matchExpressions: [{key: tier, operator: Exists}]}", true)]
    [InlineData("{matchExpressions: [{key: other, operator: Exists, values: []}]}", false)]
    [InlineData("{matchExpressions: [{key: other, operator: DoesNotExist}]}", true)]
    [InlineData("{matchExpressions: [{key: tier, operator: DoesNotExist}]}", false)]
    [InlineData("{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: Exists}]}", true)]
    [InlineData("{matchLabels: {app: web}, matchExpressions: [{key: app, operator: NotIn, values: [web]}]}", false)]
    public void Labels_are_selected_as_Kubernetes_selects_them(string selector, bool selects)
    {
        var labels = new Dictionary<string, string> { ["app"] = "web", ["tier"] = "" };
        var policy = Policy.FromYaml($"metadata: {{name: p}}\nspec: {{podSelector: {selector}, rules: [{{containers: [a], after: [{{name: b, condition: ready}}]}}]}}");
        Assert.Equal(selects, policy.PodSelector.Matches(labels));
        Assert.Same(LabelSelector.Everything, policy.NamespaceSelector);
    }

    [Theory]
    [InlineData("{matchLabels: {\"a b\": c}}", "spec.podSelector.matchLabels[\"a b\"]: \"a b\" is no label key; write a name such as \"app\" or \"example.com/app\": letters, digits, \"-\", \"_\" and \".\", at most 63 after the slash")]
    [InlineData("{matchLabels: {Example.com/app: c}}", "spec.podSelector.matchLabels[\"Example.com/app\"]: \"Example.com/app\" is no label key; write a name such as \"app\" or \"example.com/app\": letters, digits, \"-\", \"_\" and \".\", at most 63 after the slash")]
    [InlineData("{matchLabels: {app: -c}}", "spec.podSelector.matchLabels[\"app\"]: \"-c\" is no label value; write at most 63 letters, digits, \"-\", \"_\" and \".\", beginning and ending with a letter or digit")]
    [InlineData("{matchExpressions: [{key: app, operator: in, values: [a]}]}", "spec.podSelector.matchExpressions[0].operator: there is no operator \"in\"; write In, NotIn, Exists or DoesNotExist")]
    [InlineData("{matchExpressions: [{key: app, values: [a]}]}", "spec.podSelector.matchExpressions[0].operator: there is no operator; write In, NotIn, Exists or DoesNotExist")]
    [InlineData("{matchExpressions: [{key: app, operator: In}]}", "spec.podSelector.matchExpressions[0].values: In has no values; write at least one, or the operator Exists or DoesNotExist")]
    [InlineData("{matchExpressions: [{key: app, operator: Exists, values: [a]}]}", "spec.podSelector.matchExpressions[0].values: Exists takes no values; take them out, or write the operator In or NotIn")]
    [InlineData("{matchExpressions: [{operator: Exists}]}", "spec.podSelector.matchExpressions[0].key: there is nothing instead of a string; write a string")]
    [InlineData("{matchlabels: {}}", "spec.podSelector: there is no field \"matchlabels\"; write \"matchLabels\"")]
    [InlineData("[]", "spec.podSelector: there is a list instead of an object; write an object with matchLabels, matchExpressions")]
    public void What_Kubernetes_would_refuse_is_refused(string selector, string message)
    {
        var reading = Policy.Reading($"metadata: {{name: p}}\nspec: {{podSelector: {selector}, rules: [{{containers: [a], after: [{{name: b, condition: ready}}]}}]}}");
        Assert.Null(reading.Policy);
        Assert.Equal(message, reading.Fault!.Message);
    }
}
