namespace PodOrder.Gate.Checks;

/// <summary>How one try of a check went.</summary>
/// <param name="Passed">It passed.</param>
/// <param name="Word">What stood in the way, for a person: <c>refused</c>; empty when <paramref name="Status"/> says it.</param>
/// <param name="Status">The HTTP status, or 0.</param>
internal readonly record struct Outcome(bool Passed, string Word, int Status = 0)
{
    public static Outcome Pass { get; } = new(true, "");

    public static Outcome TimedOut { get; } = new(false, "timed out");

    public static Outcome Closed { get; } = new(false, "closed without an answer");

    /// <summary>For a person; empty where it passed.</summary>
    public string Describe() => Status == 0 ? Word : Number.Format(Status);
}
