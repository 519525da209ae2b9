using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>Pods of unusual shape, one rule each.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void A_mirror_Pod_is_left_alone() => Assert.Equal(Outcome.MirrorPod, Pod.Inject(Pod.FromYaml(
        "metadata: {annotations: {kubernetes.io/config.mirror: x, podorder.io/order: nonsense}}\nspec: {containers: [{name: a}]}")).Outcome);

    [Fact]
    public void A_Pod_that_opts_out_is_left_alone_whatever_else_it_says() => Assert.Equal(Outcome.OptedOut, Pod.Inject(Pod.FromYaml(
        "metadata: {annotations: {podorder.io/inject: \"false\", podorder.io/order: nonsense}}\nspec: {containers: [{name: a}]}")).Outcome);

    [Fact]
    public void A_Pod_that_asks_for_nothing_gets_no_patch() =>
        Assert.Empty(Pod.Inject(Pod.FromYaml("metadata: {annotations: {a/b: c}}\nspec: {containers: [{name: a}]}")).Patch);

    [Fact]
    public void A_copy_that_lost_its_annotations_gets_its_commands_back()
    {
        var copy = Pod.Injected(Simple()).ToTree();
        copy["metadata"]!.AsObject().Remove("annotations");
        var result = Pod.Inject(copy.ToElement());
        Assert.Equal(Outcome.Uninjected, result.Outcome);
        Assert.Equal(Simple().GetProperty("spec").GetRawText(), Pod.Apply(copy.ToElement(), result).GetProperty("spec").GetRawText());
    }

    [Fact]
    public void A_command_that_somebody_replaced_after_us_is_wrapped_anew()
    {
        var replaced = Pod.Injected(Simple()).ToTree();
        var web = replaced["spec"]!["containers"]![1]!;
        web["command"] = new JsonArray("other");
        web["args"] = new JsonArray("--way");
        var args = Pod.Injected(replaced.ToElement()).GetProperty("spec").GetProperty("containers")[1].GetProperty("args");
        Assert.Equal("""["other","--way"]""", args.GetRawText());
    }

    [Fact]
    public void Another_wrapper_that_was_put_before_ours_ends_up_inside_it()
    {
        // What a secrets injector does: its program becomes the command, and what was there its arguments.
        var wrapped = Pod.Injected(Simple()).ToTree();
        var web = wrapped["spec"]!["containers"]![1]!.AsObject();
        web["args"] = new JsonArray([.. web["command"]!.AsArray().Concat(web["args"]!.AsArray()).Select(a => a!.DeepClone())]);
        web["command"] = new JsonArray("/vault/env");
        var after = Pod.Injected(wrapped.ToElement()).GetProperty("spec").GetProperty("containers")[1];
        Assert.Equal("/podorder/bin/gate", after.GetProperty("command")[0].GetString());
        Assert.Equal("""["/vault/env","web","--verbose"]""", after.GetProperty("args").GetRawText());
    }

    [Fact]
    public void Another_wrapper_around_a_command_that_the_hint_names_is_no_contradiction()
    {
        var wrapped = Pod.Injected(Pod.FromYaml("""
            metadata: {annotations: {podorder.io/order: "db:started -> web", podorder.io/command: "{web: [nginx]}"}}
            spec: {containers: [{name: db, command: [db]}, {name: web, args: [-g]}]}
            """)).ToTree();
        var web = wrapped["spec"]!["containers"]![1]!.AsObject();
        web["args"] = new JsonArray([.. web["command"]!.AsArray().Concat(web["args"]!.AsArray()).Select(a => a!.DeepClone())]);
        web["command"] = new JsonArray("/vault/env");
        var after = Pod.Injected(wrapped.ToElement());
        Assert.Equal("""["/vault/env","nginx","-g"]""", after.GetProperty("spec").GetProperty("containers")[1].GetProperty("args").GetRawText());
        Assert.Empty(Pod.Inject(after).Patch);
    }

    [Fact]
    public void Taken_names_and_paths_are_avoided()
    {
        var injected = Pod.Injected(Pod.FromYaml("""
            metadata: {annotations: {podorder.io/order: "db:started -> web"}}
            spec:
              volumes: [{name: podorder, emptyDir: {}}]
              containers:
              - {name: db, command: [db], volumeMounts: [{name: podorder, mountPath: /podorder/data}]}
              - {name: web, command: [web]}
            """)).GetProperty("spec");
        Assert.Equal("podorder-1", injected.GetProperty("volumes")[1].GetProperty("name").GetString());
        Assert.Equal("/podorder-1/bin/gate", injected.GetProperty("containers")[1].GetProperty("command")[0].GetString());
    }

    [Fact]
    public void Install_takes_the_resources_of_the_smallest_container_and_nothing_extended() =>
        Assert.Equal("""{"limits":{"memory":"64Mi"},"requests":{"cpu":"100m","memory":"64Mi"}}""", Install("""
            {name: db, command: [db], resources: {requests: {cpu: 1, memory: 1Gi}}},
            {name: web, command: [web], resources: {requests: {cpu: 100m, memory: 64Mi, hugepages-2Mi: 2Mi, example.com/gpu: 1}, limits: {memory: 64Mi, example.com/gpu: 1}, claims: [{name: x}]}}
            """, "").GetProperty("resources").GetRawText());

    [Theory]
    [InlineData("resources: {limits: {cpu: 1}}, ")]
    [InlineData("")]
    public void Install_has_no_resources_where_the_Pod_has_its_own_or_a_container_has_none(string pod) =>
        Assert.False(Install("{name: db, command: [db]}, {name: web, command: [web], resources: {requests: {cpu: 1}}}", pod).TryGetProperty("resources", out _));

    [Theory]
    [InlineData("", "")]
    [InlineData("securityContext: {runAsUser: 1000}, ", "")]
    [InlineData("securityContext: {runAsUser: 0}, ", "65532")]
    public void Install_says_its_user_only_where_the_Pod_forces_root(string pod, string user)
    {
        var context = Install("{name: db, command: [db]}, {name: web, command: [web]}", pod).GetProperty("securityContext");
        Assert.Equal(user, context.TryGetProperty("runAsUser", out var value) ? value.GetRawText() : "");
    }

    [Fact]
    public void Install_keeps_the_token_away_with_a_mount_of_its_own() =>
        Assert.Contains("/var/run/secrets/kubernetes.io/serviceaccount", Install("{name: db, command: [db]}, {name: web, command: [web]}", "").GetProperty("volumeMounts").GetRawText());

    [Theory]
    [InlineData("restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]", "--restart-policy=OnFailure")]
    [InlineData("restartPolicyRules: [{action: Restart, exitCodes: {operator: NotIn, values: [1]}}]", "")]
    [InlineData("restartPolicy: Always", "")]
    public void A_container_that_may_be_restarted_by_a_rule_is_not_given_up(string rule, string flag)
    {
        var web = Pod.Injected(Pod.FromYaml("""
            metadata: {annotations: {podorder.io/order: "job:succeeded -> web"}}
            spec:
              restartPolicy: Never
              containers:
              - {name: job, command: [job], RULE}
              - {name: web, command: [web]}
            """.Replace("RULE", rule))).GetProperty("spec").GetProperty("containers")[1].GetProperty("command").EnumerateArray().Select(a => a.GetString()!).ToList();
        var after = web[(web.IndexOf("--after=job:succeeded") + 1)..];
        Assert.Equal(flag, after[0].StartsWith("--restart-policy=", StringComparison.Ordinal) ? after[0] : "");
    }

    private static JsonElement Simple() => Pod.FromYaml("""
        metadata: {annotations: {podorder.io/order: "db:started -> web"}}
        spec:
          containers:
          - {name: db, command: [db]}
          - {name: web, command: [web], args: [--verbose]}
        """);

    private static JsonElement Install(string containers, string pod) => Pod.Injected(Pod.FromYaml(
        $"metadata: {{annotations: {{podorder.io/order: \"db:started -> web\"}}}}\nspec: {{{pod}containers: [{containers.ReplaceLineEndings("")}]}}")).GetProperty("spec").GetProperty("initContainers")[0];
}
