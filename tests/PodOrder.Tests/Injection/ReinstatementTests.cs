using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Injection;
using PodOrder.Pods;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

public sealed class ReinstatementTests
{
    private static readonly JsonElement Bare = Pod.FromYaml("""
        apiVersion: v1
        kind: Pod
        metadata:
          name: shop
          annotations: {podorder.io/order: "db -> migrate:succeeded -> web"}
        spec:
          containers:
          - name: db
            image: db
            readinessProbe: {exec: {command: [ready]}, timeoutSeconds: 3}
          - name: migrate
            image: app
            command: [migrate]
          - name: web
            image: app
            command: [web]
            args: [--verbose]
            startupProbe: {httpGet: {port: 80}, failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1}
        """);

    [Fact]
    public void Replacing_an_injected_Pod_by_its_bare_manifest_puts_everything_back()
    {
        var injected = Pod.Injected(Bare);
        var result = PodInjector.Reinstate(Bare, injected);
        Assert.Equal(Outcome.Reinstated, result.Outcome);
        Pod.Same(injected, Pod.Apply(Bare, result));
    }

    [Fact]
    public void Applying_the_bare_manifest_merges_its_probe_into_ours_and_ours_wins()
    {
        var injected = Pod.Injected(Bare);
        var merged = injected.ToTree();
        merged["spec"]!["containers"]![2]!["command"] = new JsonArray("web");
        merged["spec"]!["containers"]![2]!["args"] = new JsonArray("--verbose");
        merged["spec"]!["containers"]![2]!["startupProbe"]!["httpGet"] = new JsonObject { ["port"] = 80 };
        merged["spec"]!["containers"]![0]!["readinessProbe"]!["exec"]!["command"] = new JsonArray("ready");
        merged["spec"]!["containers"]![0]!["readinessProbe"]!["timeoutSeconds"] = 3;
        Pod.Same(injected, Pod.Apply(merged.ToElement(), PodInjector.Reinstate(merged.ToElement(), injected)));
    }

    [Fact]
    public void A_container_whose_name_was_taken_away_is_left_for_the_API_server_to_refuse()
    {
        var injected = Pod.Injected(Bare);
        var changed = Bare.ToTree();
        changed["spec"]!["containers"]![1]!.AsObject().Remove("name");
        Assert.DoesNotContain(PodInjector.Reinstate(changed.ToElement(), injected).Patch, operation => operation.Op == "move");
    }

    [Fact]
    public void An_original_that_holds_half_a_character_is_as_good_as_absent()
    {
        var changed = Pod.Injected(Bare).ToTree();
        var args = changed["spec"]!["initContainers"]![0]!["args"]!.AsArray();
        for (var i = 0; i < args.Count; i++)
            args[i] = ((string)args[i]!).Replace("\"added\":[\"", "\"added\":[\"\\ud83d", StringComparison.Ordinal);
        Assert.Contains(args, arg => ((string)arg!).Contains("\\ud83d", StringComparison.Ordinal));
        Assert.NotNull(PodInjector.Reinstate(Bare, changed.ToElement()));
    }

    [Fact]
    public void A_number_beyond_any_reader_is_compared_as_it_is_written()
    {
        var odd = JsonDocument.Parse("""{"a": 1e99999999999}""").RootElement;
        Assert.True(odd.GetProperty("a").MeansTheSameAs(odd.GetProperty("a")));
        Assert.False(odd.GetProperty("a").MeansTheSameAs(JsonDocument.Parse("1e99999999998").RootElement));
        Assert.True(JsonDocument.Parse("1.0").RootElement.MeansTheSameAs(JsonDocument.Parse("1").RootElement));
    }

    [Fact]
    public void A_probe_that_was_really_changed_is_left_for_the_API_server_to_refuse()
    {
        var changed = Pod.Injected(Bare).ToTree();
        changed["spec"]!["containers"]![0]!["readinessProbe"]!["exec"]!["command"] = new JsonArray("other");
        Assert.Empty(PodInjector.Reinstate(changed.ToElement(), Pod.Injected(Bare)).Patch);
    }

    [Fact]
    public void A_command_that_was_really_changed_is_left_for_the_API_server_to_refuse()
    {
        var changed = Pod.Injected(Bare).ToTree();
        changed["spec"]!["containers"]![2]!["command"] = new JsonArray("other");
        Assert.Empty(PodInjector.Reinstate(changed.ToElement(), Pod.Injected(Bare)).Patch);
    }

    [Fact]
    public void An_update_of_the_image_alone_is_not_touched()
    {
        var changed = Pod.Injected(Bare).ToTree();
        changed["spec"]!["containers"]![1]!["image"] = "app:2";
        Assert.Empty(PodInjector.Reinstate(changed.ToElement(), Pod.Injected(Bare)).Patch);
    }

    [Fact]
    public void A_Pod_that_was_created_without_us_stays_as_it_is() =>
        Assert.Equal(Outcome.NoHint, PodInjector.Reinstate(Bare, Bare).Outcome);
}
