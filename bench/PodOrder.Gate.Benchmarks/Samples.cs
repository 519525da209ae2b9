namespace PodOrder.Gate.Benchmarks;

/// <summary>Durations in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public double Median => Quantile(0.5);

    public double P99 => Quantile(0.99);

    public void Add(double milliseconds) => _values.Add(milliseconds);

    /// <summary>The nearest rank: a value that was measured, not one between two.</summary>
    private double Quantile(double share)
    {
        var sorted = _values.Order().ToArray();
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
