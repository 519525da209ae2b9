using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>Every refusal that needs the Pod, as the text that its author reads.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("order: \"a -> b\", depends-on: \"{a: {b: started}}\"", "{name: a, command: [a], restartPolicy: Never}, {name: b, command: [b]}",
        "containers wait for each other in a circle: a -> b -> a; take one of these steps out of podorder.io/order or podorder.io/depends-on")]
    [InlineData("order: \"a -> b -> c\", depends-on: \"{a: {c: started}}\"", "{name: a, command: [a], restartPolicy: Never}, {name: b, command: [b], restartPolicy: Never}, {name: c, command: [c]}",
        "containers wait for each other in a circle: a -> b -> c -> a; take one of these steps out of podorder.io/order or podorder.io/depends-on")]
    [InlineData("order: \"db:ready -> web\"", "{name: db, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 5432}]}, {name: web, command: [web]}",
        "\"web\" waits for \"db\" to be ready, but \"db\" has neither a readiness nor a startup probe; give it one, or write podorder.io/ready: '{\"db\": \"tcp:5432\"}'")]
    [InlineData("order: \"db -> web\"", "{name: db, ports: [{containerPort: 5432}]}, {name: web, command: [web]}",
        "what \"web\" waits for is not clear: \"db\" has no readiness or startup probe and is always restarted; write db:started (its process was launched), db:succeeded (it ends with exit code 0), or give it a probe or an entry podorder.io/ready: '{\"db\": \"tcp:5432\"}'")]
    [InlineData("order: \"a:started -> setup\"", "{name: a}, {name: b}",
        "container \"setup\" is an init container: these are ordered already, by their place in initContainers; take it out of the order")]
    [InlineData("order: \"setup -> a\"", "{name: a}, {name: b}",
        "container \"setup\" is an init container: it has ended before \"a\" is started at all; take it out of the order")]
    [InlineData("order: \"a:started -> proxy\"", "{name: a}, {name: b}",
        "container \"proxy\" is a native sidecar: it may be waited for, but cannot wait for \"a\"; kubelet starts the initContainers in the order of their list")]
    [InlineData("order: \"proxy:succeeded -> a\"", "{name: a, command: [a]}, {name: b}",
        "\"a\" waits for \"proxy\" to be succeeded, but a native sidecar runs until the Pod ends; write proxy:ready or proxy:started")]
    [InlineData("order: \"job:succeeded -> a\"", "{name: job, command: [job], livenessProbe: {tcpSocket: {port: 1}}}, {name: a, command: [a]}",
        "\"a\" waits for \"job\" to be succeeded, but \"job\" has a probe that asks a port, which nobody answers once it has ended, so that kubelet would restart it; take the probe out, make it an exec probe, or write job:ready")]
    [InlineData("order: \"job:succeeded -> a\", strategy: postStart, timeout: 1m", "{name: job, command: [job]}, {name: a}",
        "strategy postStart cannot keep \"a\" from starting when \"job\" fails, since a hook only delays; write job:completed, or podorder.io/strategy: sentinel")]
    [InlineData("order: \"job:completed -> a\", strategy: postStart", "{name: job, command: [job]}, {name: a}",
        "strategy postStart needs a bound to wait for \"job\" to be completed, since a Pod cannot be deleted while a hook blocks; write how long that may take, for example podorder.io/timeout: 30m")]
    [InlineData("order: \"job:completed -> a\"", "{name: job}, {name: a, command: [a]}",
        "the command of container \"job\" is not known, because the manifest leaves it to the image; write its command into the manifest, or the image's ENTRYPOINT and CMD into podorder.io/command: '{\"job\": [\"/entrypoint\", \"argument\"]}'")]
    [InlineData("order: \"db:started -> a\", strategy: sentinel", "{name: db}, {name: a, args: [x]}",
        "the command of container \"a\" is not known, because the manifest leaves it to the image; write its command into the manifest, or the image's ENTRYPOINT and CMD into podorder.io/command: '{\"a\": [\"/entrypoint\", \"argument\"]}', or podorder.io/strategy: postStart")]
    [InlineData("order: \"db -> a\"", "{name: db, readinessProbe: {httpGet: {host: example.com, port: 80}}}, {name: a, command: [a]}",
        "the readinessProbe of container \"db\" names a host (\"example.com\"): what it tells depends on the machine that asks; take the host out, or say how \"db\" is ready with podorder.io/ready: '{\"db\": \"tcp:PORT\"}'")]
    [InlineData("order: \"db -> a\"", "{name: db, readinessProbe: {tcpSocket: {port: pg}}}, {name: a, command: [a]}",
        "the readinessProbe of container \"db\" asks port \"pg\", which is neither a number from 1 to 65535 nor the name of one of its ports; correct the probe")]
    [InlineData("order: \"db:started -> a\", command: \"{a: [x]}\"", "{name: db}, {name: a, command: [a]}",
        "podorder.io/command has an entry for \"a\", whose command stands in the manifest already; take the entry out")]
    [InlineData("order: \"a:started -> b\"", "{name: a}, {name: a}, {name: b}",
        "2 containers of this Pod are named \"a\"; give each a name of its own")]
    [InlineData("order: \"db -> a\", strategy: postStart, ready: \"{db: file:/data/up}\"", "{name: db}, {name: a}",
        "podorder.io/ready names the file \"/data/up\" of container \"db\", which is on no volume that \"a\" and \"db\" both mount; mount one emptyDir in both and write the file there")]
    [InlineData("order: \"db:started -> a\"", "{name: db, command: [x], lifecycle: {postStart: {tcpSocket: {port: 1}}}}, {name: a, command: [a]}",
        "the postStart hook of container \"db\" has neither exec, httpGet nor sleep, so kubelet cannot run it and kills the container; take it out")]
    public void A_hint_that_cannot_be_kept_says_why_and_what_to_write(string hint, string containers, string sentence) =>
        Assert.Equal(sentence, Pod.Refusal(Manifest(hint, containers, "")));

    [Fact]
    public void A_hint_that_would_multiply_out_of_all_bounds_is_refused()
    {
        var names = Enumerable.Range(0, 24_000).Select(i => $"a{i}").ToList();
        var order = $"{string.Join(',', names.Take(12_000))} -> {string.Join(',', names.Skip(12_000))}";
        Assert.Equal("podorder.io/order names 24000 containers; at most 500 can be put in order",
            Pod.Refusal($"metadata: {{annotations: {{podorder.io/order: \"{order}\"}}}}\nspec: {{containers: [{{name: a}}]}}"));
        Assert.Equal("podorder.io/depends-on has 20000 entries; at most 10000 are read",
            Pod.Refusal($"metadata: {{annotations: {{podorder.io/depends-on: \"{{a: [{string.Join(',', names.Take(20_000))}]}}\"}}}}\nspec: {{containers: [{{name: a}}]}}"));
    }

    [Theory]
    [InlineData("os: {name: windows}, ")]
    [InlineData("nodeSelector: {kubernetes.io/os: windows}, ")]
    public void A_hint_on_a_Windows_Pod_is_refused(string system) => Assert.Equal(
        "this Pod is for Windows, where the gate, a Linux program, cannot run; take its podorder.io annotations out",
        Pod.Refusal(Manifest("order: \"a:started -> b\"", "{name: a}, {name: b}", system)));

    [Fact]
    public void A_container_that_nobody_adds_is_refused_by_the_validating_pass_with_the_nearest_name()
    {
        var pod = Pod.FromYaml(Manifest("order: \"bd:ready -> web\"", "{name: db}, {name: web, command: [web]}", ""));
        Assert.Equal("podorder.io/order names a container \"bd\" that this Pod does not have; did you mean \"db\"?",
            Assert.Throws<RefusedException>(() => PodOrder.Injection.PodInjector.Validate(pod)).Message);
    }

    private static string Manifest(string hint, string containers, string system) =>
        $"metadata: {{annotations: {{{string.Join(", ", hint.Split(", ").Select(a => $"podorder.io/{a}"))}}}}}\n" +
        $"spec: {{{system}initContainers: [{{name: setup}}, {{name: proxy, restartPolicy: Always, readinessProbe: {{tcpSocket: {{port: 1}}}}}}], containers: [{containers}]}}";
}
