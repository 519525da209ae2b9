using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

/// <summary>What a policy makes of a Pod that it selects.</summary>
public sealed class PolicyInjectionTests
{
    private static readonly PodOrderPolicy ProxiesFirst = Policy.Of("proxies-first", "{containers: ['*'], after: [{name: proxy, condition: ready}]}");

    private const string Proxy = "{name: proxy, command: [proxy], readinessProbe: {tcpSocket: {port: 1}}}";
    private const string Web = "{name: web, command: [web]}";

    [Fact]
    public void A_Pod_that_asks_for_nothing_is_put_in_order_and_says_by_which_policy()
    {
        var result = Policy.Inject(PodOf(Proxy, Web), ProxiesFirst);
        Assert.Equal(Outcome.Injected, result.Outcome);
        Assert.Equal("web ⇐ proxy ready (policy proxies-first)", result.Plan);
        Assert.Contains("--after=proxy:ready", Argv(Pod.Apply(PodOf(Proxy, Web), result), "web"));
        Assert.Empty(result.Warnings);
        var kept = Assert.Single(result.Policies.Kept);
        Assert.Equal(("web", "proxy", "proxies-first"), (kept.Waiter, kept.Dependency, kept.Policy));
    }

    [Fact]
    public void A_rule_whose_dependency_is_absent_is_skipped_without_a_word()
    {
        var result = Policy.Inject(PodOf(Web), ProxiesFirst);
        Assert.Equal((Outcome.NoHint, 0, 0), (result.Outcome, result.Patch.Count, result.Warnings.Count));
    }

    [Fact]
    public void A_Pod_that_opts_out_is_left_alone() =>
        Assert.Equal(Outcome.OptedOut, Policy.Inject(PodOf(Proxy, Web, "podorder.io/inject: \"false\""), ProxiesFirst).Outcome);

    [Fact]
    public void A_mirror_Pod_is_left_alone() =>
        Assert.Equal(Outcome.MirrorPod, Policy.Inject(PodOf(Proxy, Web, "kubernetes.io/config.mirror: x"), ProxiesFirst).Outcome);

    [Fact]
    public void Edges_of_the_hint_and_of_the_policy_add_up()
    {
        var pod = PodOf(Proxy, Web, "podorder.io/order: \"db:started -> web\"", "{name: db, command: [db]}");
        Assert.Equal(
            "web ⇐ db started, proxy ready (policy proxies-first); db ⇐ proxy ready (policy proxies-first)", Policy.Inject(pod, ProxiesFirst).Plan);
    }

    [Fact]
    public void An_edge_that_the_hint_asks_for_as_well_stays_the_hints() => Assert.Equal("web ⇐ proxy ready",
        Policy.Inject(PodOf(Proxy, Web, "podorder.io/order: \"proxy:ready -> web\""), ProxiesFirst).Plan);

    [Fact]
    public void A_wrong_hint_is_refused_all_the_same() => Assert.Equal(RefusalReason.Malformed,
        Assert.Throws<RefusedException>(() => Policy.Inject(PodOf(Proxy, Web, "podorder.io/order: \"web\""), ProxiesFirst)).Reason);

    [Fact]
    public void A_star_leaves_out_what_any_matching_rule_waits_for()
    {
        var others = Policy.Of("vault-first", "{containers: ['*'], after: [{name: vault, condition: started}]}");
        var pod = PodOf(Proxy, Web, more: "{name: vault, command: [vault]}");
        Assert.Equal("web ⇐ proxy ready (policy proxies-first), vault started (policy vault-first)", Policy.Inject(pod, others, ProxiesFirst).Plan);
    }

    [Fact]
    public void Another_glob_leaves_out_only_what_its_own_rule_waits_for()
    {
        var policy = Policy.Of("p", "{containers: ['*b'], after: [{name: web, condition: started}]}, {containers: [web], after: [{name: proxy, condition: ready}]}");
        Assert.Equal("web ⇐ proxy ready (policy p)", Policy.Inject(PodOf(Proxy, Web), policy).Plan);
    }

    [Fact]
    public void Native_sidecars_are_waited_for_and_never_wait_and_init_containers_are_ignored()
    {
        var policy = Policy.Of("p", "{containers: ['*', setup], after: [{name: mesh, condition: ready}]}, {containers: ['*'], after: [{name: setup, condition: succeeded}]}");
        var pod = Pod.FromYaml($$"""
            metadata: {generateName: x-}
            spec:
              initContainers: [{name: setup, command: [setup]}, {name: mesh, restartPolicy: Always, readinessProbe: {tcpSocket: {port: 1} } }]
              containers: [{{Web}}]
            """);
        var result = Policy.Inject(pod, policy);
        Assert.Equal("web ⇐ mesh ready (policy p)", result.Plan);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void What_kubelet_keeps_by_itself_needs_no_injection()
    {
        var policy = Policy.Of("p", "{containers: ['*'], after: [{name: mesh, condition: ready}]}");
        var result = Policy.Inject(Pod.FromYaml("""
            metadata: {name: x}
            spec:
              initContainers: [{name: mesh, restartPolicy: Always, startupProbe: {exec: {command: [x]}}}]
              containers: [{name: web, image: web}]
            """), policy);
        Assert.Equal((Outcome.AlreadyInjected, 0, 0), (result.Outcome, result.Patch.Count, result.Warnings.Count));
        Assert.Single(result.Policies.Kept);
    }

    [Fact]
    public void The_outcome_does_not_depend_on_the_order_of_the_list()
    {
        var back = Policy.Of("b", "{containers: [proxy], after: [{name: web, condition: started}]}");
        var pod = PodOf(Proxy, Web);
        var forth = Policy.Of("c", "{containers: [web], after: [{name: proxy, condition: ready}]}");
        var plan = Policy.Inject(pod, forth, back).Plan;
        Assert.Equal(plan, Policy.Inject(pod, back, forth).Plan);
        Assert.Equal("proxy ⇐ web started (policy b); not kept: web ⇐ proxy ready (policy c), \"proxy\" itself waits for \"web\"", plan);
        Assert.Equal(plan, PodInjector.Inject(pod, Pod.Options, null, [forth, back]).Plan);
    }

    [Fact]
    public void Injecting_twice_changes_nothing_and_undoing_gives_the_Pod_back()
    {
        var pod = PodOf(Proxy, Web);
        var injected = Policy.Injected(pod, ProxiesFirst);
        Assert.Empty(Policy.Inject(injected, ProxiesFirst).Patch);
        Pod.Same(pod, Pod.Apply(injected, PodInjector.Uninject(injected)));
    }

    [Fact]
    public void A_copy_that_lost_its_annotations_is_put_in_order_again_while_the_policy_stands_and_gets_its_commands_back_when_it_is_gone()
    {
        var copy = Policy.Injected(PodOf(Proxy, Web), ProxiesFirst).ToTree();
        copy["metadata"]!.AsObject().Remove("annotations");
        Pod.Same(Policy.Injected(PodOf(Proxy, Web), ProxiesFirst), Policy.Injected(copy.ToElement(), ProxiesFirst));
        Assert.Equal(Outcome.Uninjected, Policy.Inject(copy.ToElement()).Outcome);
        Pod.Same(PodOf(Proxy, Web), Policy.Injected(copy.ToElement()));
    }

    [Fact]
    public void An_update_puts_back_what_a_policy_injected_whatever_has_become_of_the_policy()
    {
        var old = Policy.Injected(PodOf(Proxy, Web), ProxiesFirst);
        var result = PodInjector.Reinstate(PodOf(Proxy, Web), old);
        Pod.Same(old, Pod.Apply(PodOf(Proxy, Web), result));
    }

    [Fact]
    public void A_Pod_that_a_policy_injected_is_valid() => PodInjector.Validate(Policy.Injected(PodOf(Proxy, Web), ProxiesFirst));

    [Fact]
    public void Commands_that_a_policy_needs_are_looked_up()
    {
        var pod = PodOf(Proxy, "{name: web, image: web:1}");
        Assert.Equal("web:1", PodInjector.ImagesToLookUp(pod, [ProxiesFirst])["web"]);
        Assert.Empty(PodInjector.ImagesToLookUp(pod));
        var result = PodInjector.Inject(pod, Pod.Options, new Dictionary<string, ImageCommand> { ["web"] = new(["serve"], ["-x"]) }, [ProxiesFirst]);
        Assert.Equal(Outcome.Injected, result.Outcome);
        Assert.Empty(Policy.Inject(Pod.Apply(pod, result), ProxiesFirst).Patch);
    }

    private static JsonElement PodOf(string first, string second = "", string annotations = "", string more = "") => Pod.FromYaml(
        $"metadata: {{name: x{(annotations.Length > 0 ? $", annotations: {{{annotations}}}" : "")}}}\n" +
        $"spec: {{containers: [{string.Join(", ", ((string[])[first, second, more]).Where(c => c.Length > 0))}]}}");

    private static IEnumerable<string> Argv(JsonElement pod, string name) => pod.GetProperty("spec").GetProperty("containers").EnumerateArray()
        .Single(c => c.GetProperty("name").GetString() == name).GetProperty("command").EnumerateArray().Select(a => a.GetString()!);
}
