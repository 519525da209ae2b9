using System.Diagnostics;
using System.Globalization;
using PodOrder.E2E.Pods;

namespace PodOrder.E2E.Orders;

/// <summary>What an order costs: ten containers without work, one after another. Alone, since it measures.</summary>
[Collection(nameof(Installing.Alone))]
public sealed class ChainTests
{
    private const int Length = 10;
    private const int Rounds = 5;

    [Fact]
    public async Task Each_step_of_a_chain_of_ten_adds_a_tenth_of_a_second_at_most()
    {
        await using var space = await TestNamespace.CreateAsync();
        var order = string.Join(":succeeded -> ", Enumerable.Range(0, Length).Select(i => $"step{i}"));
        var steps = new List<double>();
        var ordered = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await RunAsync(space, $"bare{round}", Pod($"bare{round}", "podorder.io/inject: \"false\"")));
            ordered.Add(await RunAsync(space, $"chain{round}", Pod($"chain{round}", $"podorder.io/order: \"{order}\"")));
            var began = await BeganAsync(space, $"chain{round}");
            Assert.Equal(began.Order(), began);
            steps.AddRange(began.Zip(began.Skip(1), (first, second) => second - first));
        }

        var added = (Median(ordered) - Median(bare)) / Length;
        TestContext.Current.SendDiagnosticMessage(
            "A chain of {0}, {1} rounds: a step takes {2:F0} ms in the median, {3:F0} ms at most. The whole Pod takes {4:F1} s instead of {5:F1} s: {6:F0} ms added per container.",
            Length, Rounds, Median(steps) * 1000, steps.Max() * 1000, Median(ordered), Median(bare), added * 1000);
        Assert.True(Median(steps) <= 0.1, $"A step took {Median(steps) * 1000:F0} ms in the median.");
    }

    // The last container of the manifest is the first of the order. Every container says when it began, on the node's own clock.
    private static string Pod(string name, string annotation) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          annotations: { {{annotation}} }
        spec:
        {{Manifest.Spec("Never", [.. Enumerable.Range(0, Length).Select(i => Manifest.Container($"step{Length - 1 - i}", "cut -d' ' -f1 /proc/uptime"))])}}
        """;

    private static async Task<double> RunAsync(TestNamespace space, string name, string manifest)
    {
        var watch = Stopwatch.StartNew();
        await space.ApplyAsync(manifest);
        Assert.Equal("Succeeded", (await space.UntilAsync(name, it => it.HasEnded, 120)).Phase);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<List<double>> BeganAsync(TestNamespace space, string pod)
    {
        var began = new List<double>();
        foreach (var i in Enumerable.Range(0, Length))
        {
            var said = (await space.LogsAsync(pod, $"step{i}")).Split('\n').Single(line => line.Length > 0 && !line.StartsWith("podorder:", StringComparison.Ordinal));
            began.Add(double.Parse(said, CultureInfo.InvariantCulture));
        }
        return began;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
