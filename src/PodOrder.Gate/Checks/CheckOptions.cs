namespace PodOrder.Gate.Checks;

/// <summary>How and how often a check is made. Durations are milliseconds.</summary>
internal sealed class CheckOptions
{
    /// <summary>Header lines of http and https, <c>Name: value</c>.</summary>
    public List<string> Headers { get; } = [];

    /// <summary>Tries the loopback addresses too.</summary>
    public bool Loopback { get; set; }

    /// <summary>Time from the beginning of the wait to the first try.</summary>
    public long Delay { get; set; }

    /// <summary>Longest time between two tries.</summary>
    public long Period { get; set; } = 10_000;

    /// <summary>Longest time of one try.</summary>
    public long Timeout { get; set; } = 1_000;

    /// <summary>Successes in a row, a period apart, that it takes.</summary>
    public int Successes { get; set; } = 1;
}
