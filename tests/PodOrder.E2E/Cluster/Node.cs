namespace PodOrder.E2E.Cluster;

/// <summary>A shell on the only node, for what no API does to it: E2E_NODE is the command, such as <c>docker exec kind-control-plane sh -c</c>.</summary>
internal static class Node
{
    private static readonly string? _shell = Environment.GetEnvironmentVariable("E2E_NODE");
    private static readonly string _restart = Environment.GetEnvironmentVariable("E2E_RESTART_KUBELET") ?? "systemctl restart kubelet";

    /// <summary>Skips the test, visibly, where the node cannot be reached.</summary>
    public static void Demand()
    {
        Target.Demand();
        if (_shell is not null)
            return;
        const string lack = "E2E_NODE names no command for a shell on the node (tests/PodOrder.E2E/README.md)";
        Assert.False(Environment.GetEnvironmentVariable("E2E") == "required", lack);
        Assert.Skip(lack);
    }

    public static Task RestartKubeletAsync() => RunAsync(_restart);

    /// <summary>Kills the process that holds a Pod's sandbox, as a node under memory pressure may.</summary>
    public static Task KillSandboxAsync(string uid) => RunAsync($$"""
        for process in /proc/[0-9]*; do
            if grep -q -e "pod{{uid}}" -e "pod{{uid.Replace('-', '_')}}" "$process/cgroup" 2>/dev/null && grep -q '^pause$' "$process/comm"; then
                kill -9 "${process#/proc/}" && found=1
            fi
        done
        [ -n "$found" ]
        """);

    private static async Task RunAsync(string line)
    {
        var words = _shell!.Split(' ');
        await Commands.SucceedsAsync(words[0], [.. words[1..], line]);
    }
}
