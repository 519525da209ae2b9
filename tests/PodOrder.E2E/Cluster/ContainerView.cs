namespace PodOrder.E2E.Cluster;

/// <summary>A container's status; nothing holds of it before it has one.</summary>
internal sealed class ContainerView(JsonNode? status)
{
    public bool IsRunning => status?["state"]?["running"] is not null;

    public bool IsReady => (bool?)status?["ready"] ?? false;

    public bool IsStarted => (bool?)status?["started"] ?? false;

    public int Restarts => (int?)status?["restartCount"] ?? 0;

    /// <summary>How it ended; null while it runs or waits.</summary>
    public int? ExitCode => (int?)status?["state"]?["terminated"]?["exitCode"];

    /// <summary>How the run before this one ended.</summary>
    public int? LastExitCode => (int?)status?["lastState"]?["terminated"]?["exitCode"];

    public string LastReason => (string?)status?["lastState"]?["terminated"]?["reason"] ?? "";

    public string Reason => (string?)status?["state"]?["terminated"]?["reason"] ?? "";

    /// <summary>Its termination message, of this run or the one before.</summary>
    public string Message => (string?)(status?["state"]?["terminated"] ?? status?["lastState"]?["terminated"])?["message"] ?? "";

    public DateTimeOffset? StartedAt => Time("startedAt");

    public DateTimeOffset? FinishedAt => Time("finishedAt");

    private DateTimeOffset? Time(string which) =>
        (string?)(status?["state"]?["terminated"] ?? status?["state"]?["running"])?[which] is { } text ? DateTimeOffset.Parse(text, null) : null;
}
