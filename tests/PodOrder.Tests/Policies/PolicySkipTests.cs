using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

/// <summary>A wait that cannot be kept in a Pod is skipped with a warning; only <c>onConflict: Deny</c> refuses for it.</summary>
public sealed class PolicySkipTests
{
    private const string Proxy = "{name: proxy, command: [proxy], readinessProbe: {tcpSocket: {port: 1}}}";
    private const string Web = "{name: web, command: [web]}";

    public static TheoryData<string, string, SkipReason, string> Conflicts => new()
    {
        { "ready", Web + ", {name: proxy}", SkipReason.NoProbe, "\"proxy\" has no readiness or startup probe" },
        { "ready", "{name: web}, " + Proxy, SkipReason.CommandUnknown, "the command of \"web\" is not known" },
        { "succeeded", Web + ", {name: proxy}", SkipReason.CommandUnknown, "the command of \"proxy\" is not known" },
        { "completed", Web + ", " + Proxy, SkipReason.NetworkProbeWhileParked, "\"proxy\" has a probe that asks a port, which nobody answers once it has ended" },
        { "ready", Web + ", {name: proxy, readinessProbe: {tcpSocket: {port: 1, host: other}}}", SkipReason.UnusableProbe, "a probe of \"proxy\" cannot be run from inside the Pod" },
        { "ready", "{name: web, command: [web], startupProbe: {tcpSocket: {port: absent}}}, " + Proxy, SkipReason.UnusableProbe, "a probe of \"web\" cannot be run from inside the Pod" },
        { "ready", "{name: web, command: [web], lifecycle: {postStart: {tcpSocket: {port: 1}}}}, " + Proxy, SkipReason.UnusableHook, "the postStart hook of \"web\" cannot be run" },
        { "started", Web + ", {name: proxy, command: [proxy], lifecycle: {postStart: {httpGet: {port: 1, host: other}}}}", SkipReason.UnusableHook, "the postStart hook of \"proxy\" cannot be run" },
        { "ready", Web + ", " + Proxy + "], os: {name: windows}, x: [", SkipReason.Windows, "this Pod is for Windows" },
        { "completed", Web + "], initContainers: [{name: proxy, restartPolicy: Always}", SkipReason.SidecarNeverEnds, "native sidecar \"proxy\" runs until the Pod ends" },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void A_wait_that_cannot_be_kept_is_skipped_with_a_warning_or_refused_where_the_policy_says_Deny(string condition, string containers, SkipReason reason, string why)
    {
        var pod = Pod.FromYaml($"metadata: {{name: x}}\nspec: {{containers: [{containers}]}}");
        var result = Policy.Inject(pod, Waiting(condition));
        Assert.Empty(result.Patch);
        Assert.Equal(reason, Assert.Single(result.Policies.Skipped).Reason);
        var warning = $"policy p: \"web\" does not wait for \"proxy\" ({condition}): {why}";
        Assert.Equal([warning.Length <= 120 ? warning : warning[..119] + "…"], result.Warnings);

        var refused = Assert.Throws<RefusedException>(() => Policy.Inject(pod, Waiting(condition, "Deny")));
        Assert.Equal(RefusalReason.Policy, refused.Reason);
        Assert.Matches($"^policy p has \"web\" wait for \"proxy\" to be {condition}, which cannot be kept: {why}; [^;]+, or write podorder.io/inject: \"false\"$", refused.Message);
    }

    [Fact]
    public void A_refusal_says_what_to_write_instead() => Assert.Equal(
        "policy p has \"web\" wait for \"proxy\" to be ready, which cannot be kept: the command of \"web\" is not known; " +
        "write the command of \"web\" into the manifest, or write podorder.io/inject: \"false\"",
        Assert.Throws<RefusedException>(() => Policy.Inject(Pod.FromYaml($"metadata: {{name: x}}\nspec: {{containers: [{Proxy}, {{name: web}}]}}"), Waiting("ready", "Deny"))).Message);

    [Fact]
    public void A_circle_with_the_hint_costs_the_policy_its_wait_and_not_the_Pod_its_order()
    {
        var result = Policy.Inject(Pod.FromYaml($"metadata: {{annotations: {{podorder.io/order: \"web:started -> db:started -> proxy\"}}}}\nspec: {{containers: [{Web}, {Proxy}, {{name: db, command: [db]}}]}}"), Waiting("ready"));
        Assert.Equal("db ⇐ web started; proxy ⇐ db started; not kept: web ⇐ proxy ready (policy p), \"proxy\" itself waits for \"web\"", result.Plan);
        Assert.Equal(["policy p: \"web\" does not wait for \"proxy\" (ready): \"proxy\" itself waits for \"web\""], result.Warnings);
    }

    [Theory]
    [InlineData("podorder.io/strategy: postStart")]
    [InlineData("podorder.io/strategy: auto")]
    public void A_Pod_whose_own_order_is_kept_by_hooks_keeps_it_and_nothing_else(string strategy)
    {
        // The command of "late" is left to its image, so that auto falls back to a hook.
        var pod = Pod.FromYaml($"metadata: {{annotations: {{podorder.io/order: \"proxy:ready -> late\", {strategy}}}}}\nspec: {{containers: [{Proxy}, {{name: late}}, {Web}]}}");
        var result = Policy.Inject(pod, Waiting("ready"));
        Assert.Equal(SkipReason.HeldByHooks, Assert.Single(result.Policies.Skipped).Reason);
        Assert.Equal(Pod.Inject(pod).Patch.Select(o => o.Path), result.Patch.Select(o => o.Path));
    }

    [Fact]
    public void A_file_that_the_hint_names_for_its_own_waiters_is_no_sign_for_others()
    {
        var result = Policy.Inject(Pod.FromYaml(
            $"metadata: {{annotations: {{podorder.io/order: \"proxy:ready -> db\", podorder.io/ready: \"{{proxy: file:/work/up}}\"}}}}\nspec: {{containers: [{Web}, {Proxy}, {{name: db, command: [db]}}]}}"), Waiting("ready"));
        Assert.Equal("db ⇐ proxy ready; not kept: web ⇐ proxy ready (policy p), podorder.io/ready tells of \"proxy\" by a file, which \"web\" may not see", result.Plan);
    }

    [Fact]
    public void What_is_denied_by_one_policy_may_be_kept_for_another()
    {
        var pod = Pod.FromYaml($"metadata: {{name: x}}\nspec: {{containers: [{Web}, {Proxy}, {{name: db}}]}}");
        var result = Policy.Inject(pod, Waiting("ready"), Policy.Of("q", "{containers: [web], after: [{name: db, condition: ready}]}"));
        Assert.Equal("web ⇐ proxy ready (policy p); not kept: web ⇐ db ready (policy q), \"db\" has no readiness or startup probe", result.Plan);
    }

    [Fact]
    public void Many_skipped_waits_are_told_in_few_lines()
    {
        var containers = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"{{name: c{i}}}"));
        var result = Policy.Inject(
            Pod.FromYaml($"metadata: {{name: x}}\nspec: {{containers: [{containers}, {Proxy}]}}"), Policy.Of("p", "{containers: ['*'], after: [{name: proxy, condition: ready}]}"));
        Assert.Equal((30, 17), (result.Policies.Skipped.Count, result.Warnings.Count));
        Assert.Equal("14 more waits of policies are not kept in this Pod", result.Warnings[^1]);
    }

    private static PodOrderPolicy Waiting(string condition, string onConflict = "Skip") =>
        Policy.Of("p", $"{{containers: [web], after: [{{name: proxy, condition: {condition}}}]}}", onConflict);
}
