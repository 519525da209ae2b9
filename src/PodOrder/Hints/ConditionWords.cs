namespace PodOrder.Hints;

/// <summary>How the conditions are spelt in hints, flags and messages.</summary>
public static class ConditionWords
{
    /// <summary>All of them, as a message lists them.</summary>
    internal const string All = "started, ready, completed, succeeded";

    /// <summary>The word for a condition.</summary>
    public static string ToWord(this Condition condition) => condition switch
    {
        Condition.Started => "started",
        Condition.Ready => "ready",
        Condition.Completed => "completed",
        _ => "succeeded",
    };

    /// <summary>The condition that a word stands for, or null.</summary>
    internal static Condition? Read(string word) => word switch
    {
        "started" => Condition.Started,
        "ready" => Condition.Ready,
        "completed" => Condition.Completed,
        "succeeded" => Condition.Succeeded,
        _ => null,
    };

    /// <summary>The word that a misspelt one was most likely meant to be, those of Docker Compose and of ECS among them; null when it is like none.</summary>
    internal static string? NearestTo(string word) => word.ToLowerInvariant() switch
    {
        "healthy" or "service_healthy" => "ready",
        "service_started" or "running" => "started",
        "success" or "successful" or "service_completed_successfully" => "succeeded",
        "exited" or "terminated" => "completed",
        _ => Nearest.To(word, All.Split(", ")),
    };
}
