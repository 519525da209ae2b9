namespace PodOrder.Load;

/// <summary>A server under measurement, and its rounds.</summary>
/// <param name="name">What the table calls it.</param>
/// <param name="url">Where the reviews go.</param>
/// <param name="pid">Its process.</param>
internal sealed class Contender(string name, Uri url, int pid)
{
    private readonly List<Round> _rounds = [];

    public string Name => name;

    /// <summary>From its start to its first answer in milliseconds; NaN for one that was running already.</summary>
    public double FirstAnswer { get; init; } = double.NaN;

    /// <summary>Its resident memory before the load, in MB.</summary>
    public double Idle { get; } = ProcessFigures.ResidentMegabytes(pid);

    /// <summary>The most that it held under load.</summary>
    public double Peak => _rounds.Max(round => round.Resident);

    /// <summary>Loads it once more.</summary>
    public async Task LoadAsync(string review, int seconds, bool counts)
    {
        var round = await Round.MeasureAsync(url, pid, review, seconds);
        if (counts)
            _rounds.Add(round);
    }

    /// <summary>The median of its rounds in one respect.</summary>
    public double Median(Func<Round, double> figure) => Medians.Of(_rounds.Select(figure));
}
