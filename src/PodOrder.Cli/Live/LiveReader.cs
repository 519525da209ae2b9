using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Explanations;

namespace PodOrder.Cli.Live;

/// <summary>Puts together what is known of a Pod's containers: kubelet's status, and what the gate says where it may be asked.</summary>
internal static class LiveReader
{
    /// <param name="pod">The Pod.</param>
    /// <param name="explanation">Its order.</param>
    /// <param name="gate">What the gate says; empty where it cannot be asked.</param>
    /// <param name="told">By container, what the last event says that it waits for.</param>
    /// <param name="now">The time.</param>
    public static LivePod Read(JsonElement pod, Explanation explanation, IReadOnlyList<GateRow> gate, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var containers = explanation.Containers.Where(container => container.Role != ContainerRole.Init)
            .Select(container => Read(container, StatusOf(pod, container.Name), gate.FirstOrDefault(row => row.Container == container.Name), told.GetValueOrDefault(container.Name), now));
        return new LivePod(
            pod.At("metadata", "name").String() ?? "",
            pod.At("metadata", "namespace").String() ?? "",
            pod.At("status", "phase").String() ?? "Unknown",
            [.. containers],
            [.. explanation.Containers.Where(container => container.Waits.Count > 0).Select(container => container.Name)]);
    }

    /// <summary>The status of a container; undefined where there is none yet.</summary>
    public static JsonElement StatusOf(JsonElement pod, string name) =>
        pod.At("status", "containerStatuses").List().Concat(pod.At("status", "initContainerStatuses").List())
            .FirstOrDefault(status => status.At("name").String() == name);

    private static LiveContainer Read(ContainerExplanation container, JsonElement status, GateRow? gate, string? told, DateTimeOffset now)
    {
        var state = status.At("state");
        if (state.At("terminated") is { ValueKind: JsonValueKind.Object } ended) return Ended(container.Name, ended);
        if (state.At("running") is not { ValueKind: JsonValueKind.Object } running) return Pending(container.Name, status);

        var started = running.At("startedAt").Time();
        var isSilent = gate is null or { State: "unknown" };
        return gate switch
        {
            { State: "waiting" } => new LiveContainer(container.Name, LiveKind.Waiting, now - gate.Age, gate.Text),
            { State: "parked" } => new LiveContainer(container.Name, LiveKind.Parked, now - gate.Age, ""),
            _ when isSilent && container.Waits.Count > 0 && status.At("started").ValueKind == JsonValueKind.False
                => new LiveContainer(container.Name, LiveKind.Waiting, started, told ?? string.Join(", ", container.Waits.Select(wait => $"{wait.Dependency}: {Hints.ConditionWords.ToWord(wait.Condition)}"))),
            { State: "running", Age: { } age } => new LiveContainer(container.Name, LiveKind.Running, now - age, Readiness(status)),
            _ => new LiveContainer(container.Name, LiveKind.Running, started, Readiness(status)),
        };
    }

    private static string Readiness(JsonElement status) => status.At("ready").IsTrue() ? "ready" : "not ready yet";

    private static LiveContainer Ended(string name, JsonElement ended)
    {
        var code = ended.At("exitCode").Number() ?? 0;
        var kind = code == 0 ? LiveKind.Succeeded : LiveKind.Failed;
        return new LiveContainer(name, kind, ended.At("finishedAt").Time(), code == 0 ? "" : Describe(code, ended));
    }

    private static LiveContainer Pending(string name, JsonElement status)
    {
        var waiting = status.At("state", "waiting");
        var last = status.At("lastState", "terminated");
        var reason = waiting.At("reason").String() ?? "";
        if (last.ValueKind == JsonValueKind.Object)
            return new LiveContainer(name, LiveKind.Restarting, last.At("finishedAt").Time(), $"{Describe(last.At("exitCode").Number() ?? 0, last)} ({reason})");
        return new LiveContainer(name, LiveKind.NotStarted, null, reason is "" or "ContainerCreating" or "PodInitializing" ? "" : $"{reason}: {waiting.At("message").String()}");
    }

    // The gate says in the termination message what came to nothing.
    private static string Describe(int code, JsonElement ended)
    {
        var message = ended.At("message").String()?.Trim().Split('\n')[^1] ?? "";
        return message.Length is > 0 and < 200 ? $"{GateExit.Describe(code)}: {message}" : GateExit.Describe(code);
    }
}
