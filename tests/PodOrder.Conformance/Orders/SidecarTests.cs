using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>Native sidecars as dependencies, and containers with a restart policy of their own.</summary>
public sealed class SidecarTests
{
    [Fact]
    public async Task A_native_sidecar_is_waited_for_until_its_readiness_probe_passes()
    {
        await using var pod = OrderedPod.Create("""
            metadata: {name: pod, annotations: {podorder.io/order: "proxy:ready -> web"}}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 2
              initContainers:
              - name: proxy
                image: busybox
                restartPolicy: Always
                command: [sh, -c, "trap 'exit 0' TERM; echo proxy runs; sleep 1; nc -ll -p 9000 -e true & while :; do wait; sleep 0.1; done"]
                readinessProbe: {tcpSocket: {port: 9000}, periodSeconds: 1}
              containers:
              - {name: web, image: busybox, command: [echo, web runs]}
            """);
        await pod.UntilEnded();
        Assert.True(pod.WhenSaid("web", "web runs") - pod.WhenSaid("proxy", "proxy runs") >= TimeSpan.FromSeconds(0.9));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task A_native_sidecar_whose_readiness_is_told_by_a_command_finds_the_gate_in_place()
    {
        await using var pod = OrderedPod.Create("""
            metadata: {name: pod, annotations: {podorder.io/order: "proxy:ready -> web"}}
            spec:
              terminationGracePeriodSeconds: 2
              initContainers:
              - name: proxy
                image: busybox
                restartPolicy: Always
                command: [sh, -c, "echo proxy runs; sleep 0.5; touch /tmp/up; exec sleep 60"]
                readinessProbe: {exec: {command: [test, -e, /tmp/up]}, periodSeconds: 1}
              containers:
              - {name: web, image: busybox, command: [sh, -c, "echo web runs; exec sleep 60"]}
            """);
        await pod.Until(() => pod.Status.Ready && pod.Said("web", "web runs"));
        Assert.True(pod.WhenSaid("web", "web runs") - pod.WhenSaid("proxy", "proxy runs") >= TimeSpan.FromSeconds(0.45));
    }

    [Fact]
    public async Task A_dependency_with_its_own_policy_Never_is_lost_when_it_fails_in_an_Always_Pod()
    {
        var chain = new Chain("succeeded", "Always", "sleep 0.3; exit 3") { DependencyFields = "restartPolicy: Never" };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Starts("waiter") >= 2);
        Assert.Equal(1, pod.Starts("dependency"));
        Assert.Equal(121, pod.Run("waiter").ExitCode);
        Assert.False(pod.Said("waiter", "waiter runs"));
        Assert.False(pod.Status.Ready);
    }

    [Fact]
    public async Task Ready_by_a_port_on_loopback_that_only_the_hint_names_is_honoured()
    {
        var chain = new Chain("ready", "Always", "echo up; sleep 0.5; mkdir /www; exec httpd -f -p 127.0.0.1:8080 -h /www")
        {
            Annotations = "podorder.io/ready: '{dependency: \"tcp:8080\"}'",
        };
        await using var pod = OrderedPod.Create(chain.ToString());
        await pod.Until(() => pod.Status.Ready && pod.Said("waiter", "waiter runs"));
        Assert.True(pod.WhenSaid("waiter", "waiter runs") - pod.WhenSaid("dependency", "up") >= TimeSpan.FromSeconds(0.45));
    }
}
