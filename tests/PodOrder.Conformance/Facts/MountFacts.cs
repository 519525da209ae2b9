using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>emptyDir, subPath and read-only mounts, users and capabilities.</summary>
public sealed class MountFacts
{
    [Fact]
    public async Task A_writable_subPath_inside_a_read_only_mount_works_for_differing_users_without_capabilities()
    {
        const string secured = "securityContext: {runAsNonRoot: true, runAsUser: %, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";
        await using var pod = PodRun.Create($$"""
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              volumes: [{name: shared, emptyDir: {sizeLimit: 8Mi} }]
              initContainers:
              - name: prepare
                image: busybox
                command: [sh, -c, "mkdir -p /p/state/a /p/state/b; chmod 777 /p/state/*; stat -c %a /p"]
                volumeMounts: [{name: shared, mountPath: /p}]
              containers:
              - name: a
                image: busybox
                command: [sh, -c, "id -u; echo hello > /p/state/a/said; touch /p/state/b/forged || echo b refused; touch /p/x || echo p refused; touch /x || echo root refused; grep CapBnd /proc/self/status"]
                volumeMounts: [{name: shared, mountPath: /p/state/a, subPath: state/a}, {name: shared, mountPath: /p, readOnly: true}]
                {{secured.Replace("%", "1001", StringComparison.Ordinal)}}
              - name: b
                image: busybox
                command: [sh, -c, "id -u; until cat /p/state/a/said; do sleep 0.05; done; echo x > /p/state/b/said && echo b wrote"]
                volumeMounts: [{name: shared, mountPath: /p, readOnly: true}, {name: shared, mountPath: /p/state/b, subPath: state/b}]
                {{secured.Replace("%", "1002", StringComparison.Ordinal)}}
            """);
        await pod.UntilEnded();
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
        Assert.Equal("777", pod.Lines("prepare").Single().Text);
        foreach (var refused in new[] { "1001", "b refused", "p refused", "root refused", "CapBnd:\t0000000000000000" })
            Assert.True(pod.Said("a", refused), $"{refused}");
        Assert.True(pod.Said("b", "hello") && pod.Said("b", "b wrote"));
    }

    [Fact]
    public async Task A_subPath_that_is_not_there_is_made_for_everyone()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: the-pod}
            spec:
              restartPolicy: Never
              volumes: [{name: v, emptyDir: {} }]
              containers:
              - name: only
                image: busybox
                command: [sh, -c, "stat -c %a /here; touch /here/x"]
                env: [{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name} } }]
                volumeMounts: [{name: v, mountPath: /here, subPathExpr: a/$(NAME)}]
                securityContext: {runAsUser: 1000}
            """);
        await pod.UntilEnded();
        Assert.Equal("777", pod.Lines("only")[0].Text);
        Assert.True(File.Exists(Path.Combine(pod.PathOf("v"), "a/the-pod/x")));
    }

    [Fact]
    public async Task Containers_share_the_network_and_nothing_else()
    {
        await using var pod = PodRun.Create("""
            metadata: {name: the-pod}
            spec:
              restartPolicy: Never
              containers:
              - {name: server, image: busybox, command: [sh, -c, "touch /mine; nc -l -p 7000 -e echo served; sleep 0.2"]}
              - name: client
                image: busybox
                workingDir: /work
                env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP} } }]
                command: [sh, -c, "echo pid $$$$; pwd; hostname; ls /mine; until nc $IP 7000; do sleep 0.1; done"]
            """);
        await pod.UntilEnded();
        Assert.True(pod.Said("client", "served"));
        Assert.True(pod.Said("client", "pid 1") && pod.Said("client", "/work") && pod.Said("client", "the-pod"));
        Assert.True(pod.Said("client", "No such file"));
    }
}
