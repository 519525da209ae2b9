using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Facts;

/// <summary>A Pod that a test is done with leaves nothing behind, whatever state it was in.</summary>
public sealed class CleanupFacts
{
    [Theory]
    [InlineData("[sleep, \"60\"]", "86399.1")]
    [InlineData("[\"true\"]", "86399.2")]
    public async Task Disposing_a_Pod_removes_its_processes_its_network_and_its_files(string hook, string mark)
    {
        var pod = PodRun.Create($$"""
            metadata: {name: pod}
            spec:
              volumes: [{name: data, emptyDir: {} }]
              containers:
              - name: only
                image: busybox
                command: [sh, -c, "echo up; trap '' TERM; sleep {{mark}} & wait"]
                volumeMounts: [{name: data, mountPath: /data}]
                lifecycle: {postStart: {exec: {command: {{hook}}} } }
            """);
        await pod.Until(() => pod.Said("only", "up"));
        Assert.True(Runs(mark));
        var directory = Path.GetDirectoryName(Path.GetDirectoryName(pod.PathOf("data")))!;
        await pod.DisposeAsync();

        Assert.False(Runs(mark));
        Assert.False(Directory.Exists(directory));
        Assert.Empty(Directory.GetFiles("/run/netns", $"{Path.GetFileName(directory)}-*"));
        Assert.DoesNotContain(directory, await File.ReadAllTextAsync("/proc/self/mounts"), StringComparison.Ordinal);
    }

    private static bool Runs(string mark) => Directory.GetDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(mark, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // not a process, or one that has just ended
        }
    });
}
