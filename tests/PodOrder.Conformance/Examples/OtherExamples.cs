using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Examples;

/// <summary>The other examples.</summary>
public sealed class OtherExamples
{
    [Fact]
    public async Task Fan_out_fan_in_every_stage_finds_what_the_stage_before_has_written()
    {
        await using var pod = Example.Run("fan-out-fan-in.yaml");
        await pod.UntilEnded();
        Assert.Equal(
            ["count 1000", "sum 500500", "largest 1000"],
            pod.Lines("report").Select(line => line.Text).Where(text => !text.StartsWith("podorder: ", StringComparison.Ordinal)));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task Web_db_migrate_runs_in_order_migrates_once_and_gets_ready()
    {
        await using var pod = Example.Run("web-db-migrate.yaml");
        await pod.Until(() => pod.Status.Ready);
        AssertLongBefore(pod, ("db", "ready to accept connections"), ("migrate", "CREATE TABLE"));
        AssertLongBefore(pod, ("migrate", "CREATE TABLE"), ("web", "Listening"));
        Assert.Equal(PodPhase.Running, pod.Status.Phase);

        await Task.Delay(2000); // a finished container that did not park would be restarted many times by now
        Assert.All(["db", "migrate", "web"], name => Assert.Equal(1, pod.Starts(name)));
        Assert.True(pod.Status.Ready);

        pod.Delete();
        await pod.UntilEnded();
        Assert.True(pod.Run("migrate").EndedAt - pod.Event("migrate", "Killing")!.At < TimeSpan.FromSeconds(10)); // of 30: parked, it listens
    }

    [Fact]
    public async Task The_tutorial_gets_ready_in_order_though_its_containers_stand_in_another()
    {
        await using var pod = Example.Run("tutorial.yaml");
        await pod.Until(() => pod.Said("web", "waiting for migrate: succeeded") && pod.Said("migrate", "waiting for db: ready"));
        await pod.Until(() => pod.Status.Ready);
        Assert.True(pod.Said("web", "the schema is version 7"));
    }

    /// <summary>The stand-ins go on for 300 ms after the line that tells of their readiness or end.</summary>
    private static void AssertLongBefore(PodRun pod, (string Container, string Line) first, (string Container, string Line) second)
    {
        var gap = pod.WhenSaid(second.Container, second.Line) - pod.WhenSaid(first.Container, first.Line);
        Assert.True(gap >= TimeSpan.FromMilliseconds(250), $"{second} came {gap.TotalMilliseconds:F0} ms after {first}");
    }
}
