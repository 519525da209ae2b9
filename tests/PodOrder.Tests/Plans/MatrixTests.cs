using System.Runtime.CompilerServices;
using PodOrder.Graphs;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;
using PodOrder.Tests.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Plans;

/// <summary>The matrix of conditions, strategies and Pod shapes: table in code, table in docs/, and what really happens to a Pod are the same.</summary>
public sealed class MatrixTests
{
    private const string Begin = "<!-- matrix -->\n", End = "<!-- /matrix -->\n";

    private static readonly string[] Conditions = ["started", "ready", "completed", "succeeded"];
    private static readonly string[] Strategies = ["sentinel", "postStart"];
    private static readonly string[] Policies = ["Always", "OnFailure", "Never"];
    private static readonly string[] Probes = ["exec: {command: [check]}", "httpGet: {port: 80}", "tcpSocket: {port: 80}", "grpc: {port: 80}"];
    private static readonly string[] Commands = ["command: [run], args: [it], ", "args: [it], ", ""];
    private static readonly string[] Hooks = ["", "exec: {command: [hook]}", "httpGet: {port: 80, path: /hook}", "sleep: {seconds: 1}"];

    [Fact]
    public void The_table_of_the_documentation_is_the_table_of_the_code()
    {
        var file = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "docs", "matrix.md"));
        var text = File.ReadAllText(file);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var expected = text[..from] + MatrixDocument.Write() + text[to..];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDENS") == "1") File.WriteAllText(file, expected);
        Assert.Equal(expected, File.ReadAllText(file));
    }

    public static TheoryData<string, string, string> Groups =>
        [.. from condition in Conditions from strategy in Strategies from policy in Policies select (condition, strategy, policy)];

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Groups))]
    public void Every_cell_is_honoured_or_refused_as_the_table_says(string condition, string strategy, string policy)
    {
        var seen = 0;
        foreach (var pod in Pods(condition, strategy, policy))
        {
            seen++;
            var honoured = Properties.Hold(pod);
            Assert.True(honoured == IsKeepable(pod), $"the table says {(honoured ? "refused" : "honoured")}: {pod}");
        }
        Assert.Equal(2 * 3 * 4 * (1 + (3 * 4)), seen);
    }

    private static IEnumerable<System.Text.Json.JsonElement> Pods(string condition, string strategy, string policy) =>
        from timeout in (string[])["", ", podorder.io/timeout: 1m"]
        from command in Commands
        from hook in Hooks
        from probe in Probes.SelectMany(p => Probe.Fields.Select(f => $"{f}: {{{p}}}, ")).Prepend("")
        select Pod.FromYaml(
            $"metadata: {{annotations: {{podorder.io/order: \"dep:{condition} -> waiter\", podorder.io/strategy: {strategy}{timeout}}}}}\n" +
            $"spec: {{restartPolicy: {policy}, containers: [{{name: waiter, image: w, command: [w]}}, " +
            $"{{name: dep, image: d, {command}{probe}{(hook.Length > 0 ? $"lifecycle: {{postStart: {{{hook}}}}}, " : "")}}}]}}");

    private static bool IsKeepable(System.Text.Json.JsonElement json)
    {
        var pod = new PodView(json);
        var hint = HintReader.Read(pod.Annotations)!;
        var edge = new Edge("waiter", "dep", hint.Stages[0][0].Condition!.Value);
        return DependencyTable.Why(new ContainerFacts(pod, hint).CellOf(edge, hint.Strategy)) is null;
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
