using PodOrder.Conformance.Images;
using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>Containers as images and namespaces have them: commands that the manifest does not name, images that hold nothing, users without rights.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task A_dependency_whose_command_only_the_image_knows_is_marked_by_a_hook_and_left_as_it_is()
    {
        var images = new ImageTable().Add("server", new Image(BusyboxRoot.With(("/bin/server", "echo server runs as $$; exec sleep 60")), ["server"], ["--port=1"]));
        await using var pod = OrderedPod.Create(
            """
            metadata:
              name: pod
              annotations: {podorder.io/order: "server:started -> waiter", podorder.io/strategy: sentinel}
            spec:
              terminationGracePeriodSeconds: 2
              containers:
              - {name: waiter, image: busybox, command: [sh, -c, "echo waiter runs; exec sleep 60"]}
              - {name: slow-to-start, image: busybox, command: [sleep, "60"], lifecycle: {postStart: {exec: {command: [sleep, "0.5"]} } } }
              - {name: server, image: server}
            """,
            new RunOptions { Images = images });
        await pod.Until(() => pod.Status.Ready);
        Assert.True(pod.Said("server", "server runs as 1"));
        Assert.True(pod.WhenSaid("waiter", "waiter runs") > pod.Event("slow-to-start", "PostStartHookReturned")!.At);
    }

    [Fact]
    public async Task A_command_that_the_hint_tells_is_wrapped_and_the_manifests_args_follow_it()
    {
        var images = new ImageTable().Add("tool", new Image(BusyboxRoot.With(("/bin/tool", "echo \"$0 $*\"; sleep 0.3")), ["/bin/tool", "--from-image"], ["not this"]));
        await using var pod = OrderedPod.Create(
            """
            metadata:
              name: pod
              annotations:
                podorder.io/order: tool -> waiter
                podorder.io/command: '{tool: ["/bin/tool", "--from-image"]}'
            spec:
              restartPolicy: Never
              containers:
              - {name: waiter, image: busybox, command: [echo, waiter runs]}
              - {name: tool, image: tool, args: [one, $(NAME), $$(NAME)], env: [{name: NAME, value: two}]}
            """,
            new RunOptions { Images = images });
        await pod.UntilEnded();
        Assert.Equal("/bin/tool --from-image one two $(NAME)", pod.Lines("tool")[0].Text);
        Assert.True(pod.WhenSaid("waiter", "waiter runs") - pod.Lines("tool")[0].At >= TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task An_image_that_holds_one_static_file_and_nothing_else_waits_and_is_waited_for()
    {
        var scratch = new Image(root => File.Copy(BusyboxRoot.Busybox, Path.Combine(root, "busybox")), ["/busybox"], []);
        await using var pod = OrderedPod.Create(
            """
            metadata: {name: pod, annotations: {podorder.io/order: first -> second}}
            spec:
              restartPolicy: Never
              containers:
              - {name: second, image: scratch, command: [/busybox, echo, second runs]}
              - {name: first, image: scratch, command: [/busybox, sh, -c, "echo first runs; /busybox sleep 0.3"]}
            """,
            new RunOptions { Images = new ImageTable().Add("scratch", scratch) });
        await pod.UntilEnded();
        Assert.True(pod.WhenSaid("second", "second runs") - pod.WhenSaid("first", "first runs") >= TimeSpan.FromMilliseconds(250));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Theory]
    [InlineData("sentinel", "succeeded", "")]
    [InlineData("postStart", "completed", "podorder.io/timeout: 30s")]
    public async Task A_restricted_Pod_with_differing_users_read_only_roots_and_no_capabilities_keeps_its_order(string strategy, string condition, string more)
    {
        await using var pod = OrderedPod.Create($$"""
            metadata:
              name: pod
              annotations:
                podorder.io/order: first:{{condition}} -> second:{{condition}} -> third
                podorder.io/strategy: {{strategy}}
                {{more}}
            spec:
              restartPolicy: Never
              securityContext: {runAsNonRoot: true, runAsUser: 1000}
              containers:
              - name: third
                image: busybox
                command: [sh, -c, "id -u; touch /podorder/state/first/ended /podorder/bin/gate /podorder/state/x || echo third runs"]
                securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]} }
              - name: first
                image: busybox
                command: [sh, -c, "id -u; sleep 0.3"]
                securityContext: {runAsUser: 1001, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]} }
              - name: second
                image: busybox
                command: [sh, -c, "id -u; sleep 0.3"]
                securityContext: {runAsUser: 1002, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]} }
            """);
        await pod.UntilEnded();
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
        var times = new[] { pod.WhenSaid("first", "1001"), pod.WhenSaid("second", "1002"), pod.WhenSaid("third", "1000") };
        Assert.True(times[1] - times[0] >= TimeSpan.FromMilliseconds(250) && times[2] - times[1] >= TimeSpan.FromMilliseconds(250));
        Assert.True(pod.Said("third", "third runs")); // nobody forges another's sentinel or replaces the gate
    }
}
