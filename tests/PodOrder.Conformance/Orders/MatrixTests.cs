using PodOrder.Conformance.Kubelet;
using PodOrder.Conformance.Manifests;
using PodOrder.Hints;

namespace PodOrder.Conformance.Orders;

/// <summary>One Pod for every condition × strategy × restart policy: the order is kept, and the Pod ends, or gets ready, as it should.</summary>
public sealed class MatrixTests
{
    public static TheoryData<Told, Strategy, string> Cells { get; } = new(Cell.Honoured.Select(cell => (cell.Told, cell.Strategy, cell.Policy)));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task The_order_is_kept_and_the_Pod_comes_to_its_end_or_gets_ready(Told told, Strategy strategy, string policy)
    {
        var cell = new Cell(told, strategy, policy);
        await using var pod = OrderedPod.Create(cell.Pod());
        await (cell.PodEnds ? pod.UntilEnded() : pod.Until(() => pod.Status.Ready && pod.Said("waiter", "waiter runs")));
        AssertOrder(cell, pod);
        Assert.All(["dependency", "waiter"], name => Assert.Equal(1, pod.Starts(name)));
        if (cell.PodEnds)
            Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
        else
            await AssertListensAsync(cell, pod);
    }

    [Theory]
    [InlineData("Never")]
    [InlineData("OnFailure")]
    [InlineData("Always")]
    public void A_hook_cannot_forbid_so_succeeded_by_postStart_is_refused(string policy)
    {
        var pod = OrderedPod.PodOf(Yaml.Read(new Cell(Told.Succeeded, Strategy.PostStart, policy).Pod()));
        Assert.Contains("strategy postStart", Assert.Throws<RefusedException>(() => OrderedPod.Inject(pod)).Message, StringComparison.Ordinal);
    }

    private static void AssertOrder(Cell cell, PodRun pod)
    {
        var ran = pod.WhenSaid("waiter", "waiter runs");
        if (cell.Told == Told.Started)
        {
            // By sentinel the list stays as it is, and the dependency is launched half a second after the containers before it.
            var launched = cell.Strategy == Strategy.Sentinel ? pod.Event("slow-to-start", "PostStartHookReturned")!.At : pod.Run("dependency").StartedAt;
            Assert.True(ran > launched, $"waiter ran at {ran}, the dependency was launched at {launched}");
            return;
        }
        var gap = ran - pod.WhenSaid("dependency", "up");
        Assert.True(gap >= TimeSpan.FromMilliseconds(250), $"waiter ran {gap.TotalMilliseconds:F0} ms after the dependency's line, which goes on for 300 ms");
    }

    /// <summary>A deletion ends the Pod, and what is parked listens to the stop signal.</summary>
    private static async Task AssertListensAsync(Cell cell, PodRun pod)
    {
        pod.Delete();
        await pod.UntilEnded();
        if (cell.Ends)
            Assert.NotEqual(137, pod.Run("dependency").ExitCode);
    }
}
