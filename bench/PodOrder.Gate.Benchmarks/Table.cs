using System.Globalization;

namespace PodOrder.Gate.Benchmarks;

/// <summary>Measurements beside their goals, as text.</summary>
internal sealed class Table
{
    private readonly List<string[]> _rows = [["", "static C", "gate", "goal", ""]];

    /// <summary>A goal was missed.</summary>
    public bool HasMissed { get; private set; }

    /// <summary>A measurement; without a goal it is only told.</summary>
    public void Add(string what, double floor, double gate, double? goal, string unit)
    {
        var format = unit == "" ? "0" : "0.00";
        string text(double value) => double.IsNaN(value) ? "" : $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}".TrimEnd();
        var verdict = goal is null ? "" : gate <= goal ? "reached"
            : $"missed by {text(gate - goal.Value)}{(floor > goal ? $", by static C by {text(floor - goal.Value)}" : "")}";
        HasMissed |= gate > goal;
        _rows.Add([what, text(floor), text(gate), goal is null ? "" : $"≤ {text(goal.Value)}", verdict]);
    }

    public override string ToString()
    {
        var widths = Enumerable.Range(0, 5).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', _rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column is 0 or 4 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()));
    }
}
