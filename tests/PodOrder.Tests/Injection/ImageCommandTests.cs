using System.Text.Json;
using PodOrder.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

public sealed class ImageCommandTests
{
    private static readonly Dictionary<string, ImageCommand> Found = new()
    {
        ["web"] = new ImageCommand(["/docker-entrypoint.sh"], ["nginx", "-g", "daemon off;"]),
    };

    [Fact]
    public void Only_images_whose_command_would_be_wrapped_are_looked_up() =>
        Assert.Equal(["job", "web"], PodInjector.ImagesToLookUp(Pod.FromYaml("""
            metadata: {annotations: {podorder.io/order: "db, job:completed -> web"}}
            spec:
              restartPolicy: Always
              containers:
              - {name: db, image: postgres, readinessProbe: {tcpSocket: {port: 5432}}}
              - {name: job, image: job}
              - {name: web, image: nginx}
              - {name: other, image: other}
            """)).Keys.Order());

    [Fact]
    public void A_Pod_without_a_hint_looks_nothing_up() =>
        Assert.Empty(PodInjector.ImagesToLookUp(Pod.FromYaml("spec: {containers: [{name: a, image: a}]}")));

    [Fact]
    public void What_was_looked_up_is_wrapped_and_its_CMD_serves_where_the_manifest_has_no_args() =>
        Assert.Equal(["/docker-entrypoint.sh", "nginx", "-g", "daemon off;"], ArgsOfWeb("{name: web, image: nginx}"));

    [Fact]
    public void The_manifests_args_replace_the_images_CMD() =>
        Assert.Equal(["/docker-entrypoint.sh", "nginx-debug", "$(HOME)"], ArgsOfWeb("{name: web, image: nginx, args: [nginx-debug, $(HOME)]}"));

    [Fact]
    public void An_image_without_ENTRYPOINT_runs_the_manifests_args_alone()
    {
        var pod = Manifest("{name: web, image: web, args: [run, it]}");
        var injected = Pod.Apply(pod, PodInjector.Inject(pod, Pod.Options, new Dictionary<string, ImageCommand> { ["web"] = new([], ["shell"]) }));
        Assert.Equal(["run", "it"], Args(injected));
        Assert.Empty(PodInjector.ImagesToLookUp(injected));
        Assert.Empty(Pod.Inject(injected).Patch);
        Pod.Same(pod, Pod.Apply(injected, PodInjector.Uninject(injected)));
    }

    [Fact]
    public void An_image_that_runs_nothing_is_as_good_as_unknown()
    {
        var pod = Manifest("{name: web, image: web}");
        Assert.Contains("postStart hooks", PodInjector.Inject(pod, Pod.Options, new Dictionary<string, ImageCommand> { ["web"] = new([], []) }).Warnings[0]);
    }

    [Fact]
    public void A_reinvocation_remembers_what_was_looked_up()
    {
        var pod = Manifest("{name: web, image: nginx}");
        var injected = Pod.Apply(pod, PodInjector.Inject(pod, Pod.Options, Found));
        Assert.Empty(PodInjector.ImagesToLookUp(injected));
        Assert.Empty(Pod.Inject(injected).Patch);
        Pod.Same(pod, Pod.Apply(injected, PodInjector.Uninject(injected)));
    }

    [Fact]
    public void The_hint_beats_the_registry()
    {
        var pod = Pod.FromYaml("""
            metadata: {annotations: {podorder.io/order: "db:started -> web", podorder.io/command: "{web: [mine]}"}}
            spec: {containers: [{name: db, image: db, command: [db]}, {name: web, image: nginx}]}
            """);
        Assert.Equal(["mine"], Args(Pod.Apply(pod, PodInjector.Inject(pod, Pod.Options, Found))));
    }

    private static IEnumerable<string?> ArgsOfWeb(string web)
    {
        var pod = Manifest(web);
        return Args(Pod.Apply(pod, PodInjector.Inject(pod, Pod.Options, Found)));
    }

    private static JsonElement Manifest(string web) => Pod.FromYaml(
        "metadata: {annotations: {podorder.io/order: \"db:started -> web\"}}\n" +
        $"spec: {{containers: [{{name: db, image: db, command: [db]}}, {web}]}}");

    private static IEnumerable<string?> Args(JsonElement pod) =>
        pod.GetProperty("spec").GetProperty("containers")[1].GetProperty("args").EnumerateArray().Select(a => a.GetString());
}
