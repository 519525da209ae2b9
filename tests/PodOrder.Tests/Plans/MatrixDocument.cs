using System.Text;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Tests.Plans;

/// <summary>Writes <see cref="DependencyTable"/> as the table of docs/matrix.md, equal rows folded into one.</summary>
internal static class MatrixDocument
{
    private const string Any = "any";

    private static readonly IReadOnlyList<(string Heading, Func<Cell, string> Value)> Columns =
    [
        ("condition", cell => cell.Condition.ToWord()),
        ("strategy", cell => cell.Strategy == Strategy.Sentinel ? "sentinel" : "postStart"),
        ("restartPolicy of the dependency", cell => cell.RestartPolicy.ToString()),
        ("its command", cell => cell.IsCommandKnown ? "known" : "unknown"),
        ("its readiness is told by", cell => Words(cell.Readiness)),
        ("a probe asks the network", cell => cell.HasNetworkProbe ? "yes" : "no"),
        ("waits itself", cell => cell.WaitsItself ? "yes" : "no"),
        ("timeout given", cell => cell.HasTimeout ? "yes" : "no"),
    ];

    /// <summary>Every cell there can be.</summary>
    public static IEnumerable<Cell> Cells =>
        from condition in Enum.GetValues<Condition>()
        from strategy in (Strategy[])[Strategy.Sentinel, Strategy.PostStart]
        from policy in Enum.GetValues<RestartPolicy>()
        from known in (bool[])[true, false]
        from readiness in Enum.GetValues<ReadinessSource>()
        from network in (bool[])[false, true]
        from sidecar in (bool[])[false, true]
        from waits in (bool[])[false, true]
        from timeout in (bool[])[false, true]
        // A native sidecar is always restarted.
        where !sidecar || policy == RestartPolicy.Always
        select new Cell(condition, strategy, policy, known, readiness, network, sidecar, waits, timeout);

    public static string Write() =>
        $"### A regular container\n\n{Table(isSidecar: false)}\n### A native sidecar (an init container with restartPolicy Always)\n\n{Table(isSidecar: true)}\n";

    private static string Table(bool isSidecar)
    {
        var rows = Cells.Where(cell => cell.IsSidecar == isSidecar).Select(cell => (Values: Columns.Select(c => c.Value(cell)).ToArray(), Result: ResultOf(cell))).ToList();
        var folded = Fold(rows).ToList();
        // What makes no difference for any row of a table needs no column.
        var shown = Enumerable.Range(0, Columns.Count).Where(i => folded.Any(row => row.Values[i] != Any)).ToList();
        var text = new StringBuilder($"| {string.Join(" | ", shown.Select(i => Columns[i].Heading))} | |\n|{string.Concat(Enumerable.Repeat("---|", shown.Count + 1))}\n");
        foreach (var (values, result) in folded)
            text.Append($"| {string.Join(" | ", shown.Select(i => values[i]))} | {result} |\n");
        return text.ToString();
    }

    public static string ResultOf(Cell cell) => DependencyTable.Why(cell) is { } why ? $"**refused**: {Words(why)}" : Words(DependencyTable.Parts(cell));

    // Rows that differ in one column only and end alike are one row.
    private static IEnumerable<(string[] Values, string Result)> Fold(List<(string[] Values, string Result)> rows)
    {
        for (var column = Columns.Count - 1; column >= 1; column--)
        {
            var all = rows.SelectMany(row => row.Values[column].Split(" or ")).Distinct().Count();
            rows = [.. rows
                .GroupBy(row => row.Result + string.Join('|', row.Values.Select((value, i) => i == column ? "" : value)))
                .Select(group => (Values: group.First().Values.ToArray(), group.First().Result, Folded: group.Select(row => row.Values[column]).Distinct().ToList()))
                .Select(row =>
                {
                    row.Values[column] = row.Folded.Count == all ? Any : string.Join(" or ", row.Folded);
                    return (row.Values, row.Result);
                })];
        }
        return rows;
    }

    private static string Words(ReadinessSource source) => source switch
    {
        ReadinessSource.None => "nothing",
        ReadinessSource.Checked => "tcp, http, https, grpc, file",
        ReadinessSource.ReadinessExec => "exec readiness probe",
        _ => "exec startup probe",
    };

    private static string Words(Unkeepable why) => why switch
    {
        Unkeepable.NoProbe => "it has no probe",
        Unkeepable.SidecarNeverEnds => "a native sidecar never ends",
        Unkeepable.NetworkProbeWhileParked => "a probe would ask it after its end",
        Unkeepable.CommandUnknown => "its command must be known",
        Unkeepable.HookCannotForbid => "a hook cannot forbid",
        _ => "a timeout must be given",
    };

    private static string Words(Part parts) => parts == Part.Nothing ? "it is not touched" : string.Join(", ", Enum.GetValues<Part>().Where(p => p != Part.Nothing && parts.HasFlag(p)).Select(part => part switch
    {
        Part.RecordStart => "wrapper records its start",
        Part.RecordEnd => "wrapper records its end",
        Part.Park => "parks after exit 0",
        Part.Mark => "postStart hook records its start",
        Part.RecordProbe => "probe records its passing",
        Part.Await => "postStart hook waits",
        _ => "lingers for the hook",
    }));
}
