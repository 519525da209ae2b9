namespace PodOrder.Faults;

/// <summary>How much of each fault there is.</summary>
/// <param name="IsQuick">The short form, for each change.</param>
/// <param name="GivenBodies">How many bodies are mutated, if that is asked for.</param>
internal sealed record FaultScale(bool IsQuick, int? GivenBodies)
{
    public int Kills => IsQuick ? 3 : 20;

    public int SlowConnections => IsQuick ? 1_000 : 10_000;

    public int HalfOpenConnections => IsQuick ? 50 : 500;

    public int Bodies => GivenBodies ?? (IsQuick ? 20_000 : 1_000_000);

    public int LargeBodies => IsQuick ? 16 : 128;

    public int ClockJumps => IsQuick ? 2 : 6;
}
