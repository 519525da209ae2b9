namespace PodOrder.Load;

internal static class Medians
{
    /// <summary>The nearest rank: a value that was measured, not one between two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
