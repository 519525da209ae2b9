using PodOrder.Conformance.Kubelet;

namespace PodOrder.Conformance.Orders;

/// <summary>Graphs of more than two containers. All of them append to one file, so its lines are the order, exactly.</summary>
public sealed class GraphTests
{
    [Fact]
    public async Task A_chain_of_ten_runs_in_order_however_the_list_is_sorted()
    {
        var names = Enumerable.Range(0, 10).Select(number => $"c{number}").ToList();
        await using var pod = OrderedPod.Create(Pod($"podorder.io/order: {string.Join(" -> ", names)}", Enumerable.Reverse(names)));
        await pod.UntilEnded();
        Assert.Equal(names, Order(pod));
        Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
    }

    [Fact]
    public async Task Depends_on_gives_a_graph_that_stages_cannot_give_and_skips_whom_the_Pod_does_not_have()
    {
        const string hint = "podorder.io/depends-on: '{\"d\": {\"b\": \"succeeded\", \"c\": \"completed\"}, \"b\": [\"a\", \"proxy?:ready\"], \"c\": [\"a\"], \"e\": [\"c\"]}'";
        await using var pod = OrderedPod.Create(Pod(hint, ["e", "d", "c", "b", "a"]));
        await pod.UntilEnded();
        var order = Order(pod).ToList();
        Assert.Equal(5, order.Count);
        foreach (var (first, second) in new[] { ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("c", "e") })
            Assert.True(order.IndexOf(first) < order.IndexOf(second), string.Join(' ', order));
    }

    private static string Pod(string annotation, IEnumerable<string> containers) => $$"""
        metadata:
          name: pod
          annotations:
            {{annotation}}
        spec:
          restartPolicy: Never
          volumes: [{name: shared, emptyDir: {} }]
          containers:
          {{string.Join("\n  ", containers.Select(Container))}}
        """;

    private static string Container(string name) =>
        $"- {{name: {name}, image: busybox, command: [sh, -c, \"sleep 0.05; echo {name} >> /shared/order\"], volumeMounts: [{{name: shared, mountPath: /shared}}]}}";

    private static string[] Order(PodRun pod) => File.ReadAllLines(Path.Combine(pod.PathOf("shared"), "order"));
}
