using System.Text.Json;
using PodOrder.Workloads;

namespace PodOrder.Tests.Workloads;

public sealed class PodTemplateTests
{
    [Theory]
    [InlineData("v1", "Pod", "", "metadata.annotations")]
    [InlineData("v1", "PodTemplate", "/template", "template.metadata.annotations")]
    [InlineData("v1", "ReplicationController", "/spec/template", "spec.template.metadata.annotations")]
    [InlineData("apps/v1", "Deployment", "/spec/template", "spec.template.metadata.annotations")]
    [InlineData("apps/v1", "ReplicaSet", "/spec/template", "spec.template.metadata.annotations")]
    [InlineData("apps/v1", "StatefulSet", "/spec/template", "spec.template.metadata.annotations")]
    [InlineData("apps/v1beta2", "DaemonSet", "/spec/template", "spec.template.metadata.annotations")]
    [InlineData("batch/v1", "Job", "/spec/template", "spec.template.metadata.annotations")]
    [InlineData("batch/v1", "CronJob", "/spec/jobTemplate/spec/template", "spec.jobTemplate.spec.template.metadata.annotations")]
    public void Every_kind_that_makes_Pods_says_where_its_template_is(string version, string kind, string pointer, string hints)
    {
        var json = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()
            .Aggregate("""{"spec":{"here":true}}""", (inner, member) => $$"""{"{{member}}":{{inner}}}""");
        var workload = Parse($$"""{"apiVersion":"{{version}}","kind":"{{kind}}","metadata":{"name":"shop"},{{json[1..]}}""");

        var template = Assert.Single(PodTemplate.In(workload));

        Assert.Equal((pointer, hints, "shop"), (template.Pointer, template.HintPath, template.Name));
        Assert.True(template.Pod.GetProperty("spec").TryGetProperty("here", out _));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Service","spec":{"template":{}}}""")]
    [InlineData("""{"apiVersion":"batch.volcano.sh/v1alpha1","kind":"Job","spec":{"template":{}}}""")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment"}""")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":null}}""")]
    [InlineData("""{"kind":7}""")]
    [InlineData("[]")]
    public void What_holds_no_template_that_is_known_has_none(string json) => Assert.Empty(PodTemplate.In(Parse(json)));

    [Fact]
    public void A_list_has_those_of_its_items()
    {
        var list = Parse("""
            {"apiVersion":"v1","kind":"List","items":[
              {"apiVersion":"v1","kind":"Service"},
              {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"one-","namespace":"shop"}},
              {"apiVersion":"batch/v1","kind":"CronJob","spec":{"jobTemplate":{"spec":{"template":{}}}}}]}
            """);

        var templates = PodTemplate.In(list);

        Assert.Equal(["/items/1", "/items/2/spec/jobTemplate/spec/template"], templates.Select(template => template.Pointer));
        Assert.Equal(("one-*", "shop"), (templates[0].Name, templates[0].Namespace));
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
