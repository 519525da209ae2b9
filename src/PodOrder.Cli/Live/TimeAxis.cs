namespace PodOrder.Cli.Live;

/// <summary>Round times to mark an axis with.</summary>
internal static class TimeAxis
{
    private static readonly TimeSpan[] _steps =
        [.. ((double[])[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400]).Select(TimeSpan.FromSeconds)];

    /// <summary>The marks from 0 to the end, at most that many beyond the first.</summary>
    public static IReadOnlyList<TimeSpan> Marks(TimeSpan length, int most)
    {
        var step = _steps.FirstOrDefault(step => length / step <= Math.Max(1, most), length);
        return [.. Enumerable.Range(0, (int)(length / step) + 1).Select(index => step * index)];
    }
}
