using System.Runtime.InteropServices;
using System.Text;

namespace PodOrder.Faults;

/// <summary>What was tried, how often, and what came of it.</summary>
internal sealed class FaultTable
{
    private readonly List<(Fault Fault, string HowOften, string Seen, bool IsGood)> _rows = [];

    public bool IsGood => _rows.TrueForAll(row => row.IsGood);

    public void Add(Fault fault, Finding finding) => _rows.Add((fault, finding.HowOften, finding.Seen, true));

    /// <summary>A row that says so: what is not tried is no success, but a machine that cannot be had is no failure of the server's either.</summary>
    public void AddUntried(Fault fault, string lacking) => _rows.Add((fault, "not tried", lacking, true));

    public void AddBad(Fault fault, string why) => _rows.Add((fault, "–", why, false));

    public override string ToString()
    {
        var text = new StringBuilder("| | what was done | how often | what the server did |\n|---|---|---|---|\n");
        foreach (var (fault, howOften, seen, isGood) in _rows)
            text.Append($"| {fault.Name} | {Cell(fault.What)} | {howOften} | {(isGood ? "" : "**FAILED** ")}{Cell(seen)} |\n");
        return text.ToString();
    }

    /// <summary>The page of the documentation.</summary>
    public string ToPage() => $"""
        # What was done to the server

        Written by `bench/faults.sh --write`, which starts the shipped binary, lets each of these things happen to it and looks: it must not end, must not fail on
        a request (500), must not keep the memory, and must answer the next good request. `bench/faults.sh --quick` is the short form, run on each change.

        {ToString().TrimEnd()}

        Measured on {Environment.ProcessorCount} cores shared with the clients, at a load average of {File.ReadAllText("/proc/loadavg").Split(' ')[2]}, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}. The reviews that are mutated are those of `examples/` and of the tests' manifests;
        body number *n* is the same in every run (`bench/faults.sh --only fuzz --body n` sends it alone and prints it).

        """;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
