using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>An application sees the same whether its order is kept or not, in the very same runtime.</summary>
public sealed class TransparencyTests
{
    private const string Look = """
        env | sort; pwd; umask; id; hostname; cat /proc/self/limits /proc/self/oom_score_adj
        grep -E '^(Sig(Blk|Ign|Cgt)|Shd|Cap|NoNewPrivs|Seccomp|Groups|Uid|Gid|Umask)' /proc/self/status
        for fd in 0 1 2 3 4 5 6 7 8 9 10; do [ -e /proc/self/fd/$fd ] && echo fd $fd; done
        cut -d ' ' -f 7,18,19 /proc/self/stat; [ -t 0 ] || echo no terminal; cat; echo "args: $*"
        """;

    /// <summary>Where the application becomes PID 1, where it is supervised, and where it waits and is waited for.</summary>
    [Theory]
    [InlineData("first:completed -> looks")]
    [InlineData("looks -> last")]
    [InlineData("first:completed -> looks -> last")]
    public async Task The_application_sees_the_same_as_without_an_order(string order)
    {
        var plain = await LookAsync(PodRun.Create(Pod(order)));
        var ordered = await LookAsync(OrderedPod.Create(Pod(order)));
        Assert.True(plain.Count > 40);
        Assert.Equal(plain, ordered);
    }

    private static async Task<List<string>> LookAsync(PodRun run)
    {
        await using var pod = run;
        await pod.UntilEnded();
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
        return [.. pod.Lines("looks").Select(line => line.Text).Where(text => !text.StartsWith("podorder: ", StringComparison.Ordinal))];
    }

    private static string Pod(string order) => $$"""
        metadata: {name: pod, annotations: {podorder.io/order: "{{order}}"} }
        spec:
          restartPolicy: Never
          containers:
          - {name: first, image: busybox, command: ["true"]}
          - {name: last, image: busybox, command: ["true"]}
          - name: looks
            image: busybox
            workingDir: /some/where
            command: [sh, -c, {{System.Text.Json.JsonSerializer.Serialize(Look.Replace("$(", "$$(", StringComparison.Ordinal))}}]
            args: [sh, "a  b", "$(NAME)", "", "--", "ünï"]
            env: [{name: NAME, value: the value}, {name: EMPTY}, {name: WITH, value: "a=b\nc"}]
            securityContext: {runAsUser: 1000, runAsGroup: 1000, allowPrivilegeEscalation: false, capabilities: {drop: [CHOWN]} }
        """;
}
