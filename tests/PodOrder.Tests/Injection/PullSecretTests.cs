using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>The Secret that the gate's image is pulled with, where an installation has one.</summary>
public sealed class PullSecretTests
{
    private static readonly InjectionOptions _options = Pod.Options with { GateImagePullSecret = "mirror" };

    [Theory]
    [InlineData("", """[{"name":"mirror"}]""")]
    [InlineData("imagePullSecrets: []", """[{"name":"mirror"}]""")]
    [InlineData("imagePullSecrets: [{name: own}]", """[{"name":"own"},{"name":"mirror"}]""")]
    [InlineData("imagePullSecrets: [{name: mirror}, {name: own}]", """[{"name":"mirror"},{"name":"own"}]""")]
    public void It_is_added_behind_the_Pods_own_once_and_taken_out_with_the_injection(string own, string expected)
    {
        var pod = Ordered(own);
        var injected = Pod.Apply(pod, PodInjector.Inject(pod, _options));
        Assert.Equal(expected, JsonNode.Parse(injected.GetProperty("spec").GetProperty("imagePullSecrets").GetRawText())!.ToJsonString());
        Assert.Empty(PodInjector.Inject(injected, _options).Patch);
        Pod.Same(pod, Pod.Apply(injected, PodInjector.Uninject(injected)));
    }

    [Fact]
    public void A_Pod_that_gets_no_injection_gets_no_Secret()
    {
        var pod = Pod.FromYaml("metadata: {name: pod}\nspec: {containers: [{name: a}]}");
        Assert.Empty(PodInjector.Inject(pod, _options).Patch);
    }

    [Fact]
    public void An_update_that_takes_it_out_gets_it_back()
    {
        var pod = Ordered("");
        var injected = Pod.Apply(pod, PodInjector.Inject(pod, _options));
        Pod.Same(injected, Pod.Apply(pod, PodInjector.Reinstate(pod, injected)));
    }

    private static JsonElement Ordered(string more) => Pod.FromYaml($$"""
        metadata: {name: pod, annotations: {podorder.io/order: "a:started -> b"} }
        spec:
          containers: [{name: a, command: [a]}, {name: b, command: [b]}]
          {{more}}
        """);
}
