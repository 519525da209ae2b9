using PodOrder.Hints;

namespace PodOrder.Cli.Live;

/// <summary>A row of <c>gate status</c>.</summary>
/// <param name="Container">The container.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>parked</c>, <c>ended 0</c>, …</param>
/// <param name="Age">For how long, or null.</param>
/// <param name="Text">What it waits for.</param>
internal sealed record GateRow(string Container, string State, TimeSpan? Age, string Text)
{
    private static readonly string[] _columns = ["CONTAINER", "STATE", "SINCE", "WAITING FOR"];

    /// <summary>Reads the table by where its columns begin; nothing where it is none.</summary>
    public static IReadOnlyList<GateRow> Read(string table)
    {
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return [];
        var starts = _columns.Select(column => lines[0].IndexOf(column, StringComparison.Ordinal)).ToArray();
        if (starts.Contains(-1)) return [];
        return [.. lines.Skip(1).Select(line => Read(line, starts))];
    }

    private static GateRow Read(string line, int[] starts)
    {
        return new GateRow(Cell(0), Cell(1), Duration.Read(Whole(Cell(2))), Cell(3));

        string Cell(int column)
        {
            var end = column + 1 < starts.Length ? starts[column + 1] : line.Length;
            return starts[column] >= line.Length ? "" : line[starts[column]..Math.Min(line.Length, end)].Trim();
        }
    }

    // The gate spells tenths of a second (0.4s), which Kubernetes' durations do not know.
    private static string Whole(string age) => age.IndexOf('.') is > 0 and var point ? age[..point] + "s" : age;
}
