using System.Globalization;

namespace PodOrder.Load;

/// <summary>Measurements beside their goals, as text; the second column is held against the goal.</summary>
internal sealed class Table(IReadOnlyList<string> contenders)
{
    private readonly List<string[]> _rows = [["", .. contenders, "goal", ""]];

    /// <summary>A measurement of each contender; without a goal it is only told.</summary>
    public void Add(string what, string unit, IReadOnlyList<double> values, double? goal = null, bool atLeast = false)
    {
        string text(double value) => double.IsNaN(value) ? "" : $"{value.ToString(value < 10 ? "0.00" : value < 1000 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}".TrimEnd();
        var ours = values[1];
        var verdict = goal is not { } bound ? "" : (atLeast ? ours >= bound : ours <= bound) ? "reached" : $"missed by {text(Math.Abs(ours - bound))}";
        _rows.Add([what, .. values.Select(text), goal is { } limit ? $"{(atLeast ? "≥" : "≤")} {text(limit)}" : "", verdict]);
    }

    public override string ToString()
    {
        var last = _rows[0].Length - 1;
        var widths = Enumerable.Range(0, last + 1).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', _rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column == 0 || column == last ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()));
    }
}
