using System.Text.Json;
using PodOrder.Documentation.Pages;
using PodOrder.Injection;
using PodOrder.Policies;

namespace PodOrder.Documentation;

/// <summary>What docs/policies.md promises of its own examples, and of every reason that a policy's author may meet.</summary>
public sealed class PolicyPageTests
{
    private static readonly Page _page = Page.Named("docs/policies.md");
    private static readonly IReadOnlyList<Fence> _manifests = [.. _page.Fences.Where(fence => fence.Language == "yaml")];

    private static string Text => File.ReadAllText(Repository.PathOf("docs/policies.md"));

    [Fact]
    public void The_first_policy_makes_of_the_Pod_what_the_page_says()
    {
        var pod = Element(_manifests[1].Text);
        var policies = new PolicySet([PolicyReader.Read(Element(_manifests[0].Text)).Policy!]).Match(pod, new Dictionary<string, string>());
        var result = PodInjector.Inject(pod, new InjectionOptions("gate"), null, policies);
        Assert.Contains($": {result.Plan}\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_warning_of_the_page_is_the_one_that_is_given()
    {
        var pod = Element(_manifests[1].Text.Replace("    command: [\"serve\"]\n", "", StringComparison.Ordinal));
        var policies = new PolicySet([PolicyReader.Read(Element(_manifests[0].Text)).Policy!]).Match(pod, new Dictionary<string, string>());
        var result = PodInjector.Inject(pod, new InjectionOptions("gate"), null, policies);
        Assert.Contains($"Warning: {Assert.Single(result.Warnings)}\n", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_for_skipping_a_wait_is_explained() =>
        Assert.All(Enum.GetNames<SkipReason>(), reason => Assert.Contains($"| `{reason}` |", Text, StringComparison.Ordinal));

    [Fact]
    public void Every_fault_of_a_policy_is_explained() =>
        Assert.All(Enum.GetNames<PolicyFaultReason>(), reason => Assert.Contains($"| `{reason}` |", Text, StringComparison.Ordinal));

    private static JsonElement Element(string yaml)
    {
        using var document = JsonDocument.Parse(Yaml.Read(yaml).ToJsonString());
        return document.RootElement.Clone();
    }
}
