using System.Text.Json;
using PodOrder.Cli.Cluster;
using PodOrder.Explanations;
using PodOrder.Hints;

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
        if (state.At("terminated") is { ValueKind: JsonValueKind.Object } ended)
            return Ended(container.Name, CodeOf(ended), ended.At("finishedAt").Time(), Describe(CodeOf(ended), ended));
        if (state.At("running") is not { ValueKind: JsonValueKind.Object } running) return Pending(container.Name, status);

        var started = running.At("startedAt").Time();
        var begun = gate?.Age is { } age ? now - age : started;
        return gate?.State.Split(' ') switch
        {
            ["waiting"] => new LiveContainer(container.Name, LiveKind.Waiting, begun, gate.Text),
            ["parked"] => new LiveContainer(container.Name, LiveKind.Parked, begun, ""),
            ["running"] => new LiveContainer(container.Name, LiveKind.Running, begun, Readiness(status)),
            // kubelet will see it in a moment.
            ["ended" or "stopped", var number] when int.TryParse(number, out var code) => Ended(container.Name, code, begun, $"exit code {code}"),
            _ when container.Waits.Count > 0 && status.At("started").ValueKind == JsonValueKind.False => new LiveContainer(container.Name, LiveKind.Waiting, started, told ?? Plan(container)),
            _ => new LiveContainer(container.Name, LiveKind.Running, started, Readiness(status)),
        };
    }

    private static string Plan(ContainerExplanation container) => string.Join(", ", container.Waits.Select(wait => $"{wait.Dependency}: {wait.Condition.ToWord()}"));

    private static string Readiness(JsonElement status) => status.At("ready").IsTrue() ? "ready" : "not ready yet";

    private static LiveContainer Ended(string name, int code, DateTimeOffset? since, string text) =>
        new(name, code == 0 ? LiveKind.Succeeded : LiveKind.Failed, since, code == 0 ? "" : text) { ExitCode = code };

    private static int CodeOf(JsonElement ended) => ended.At("exitCode").Number() ?? 0;

    private static LiveContainer Pending(string name, JsonElement status)
    {
        var waiting = status.At("state", "waiting");
        var last = status.At("lastState", "terminated");
        var reason = waiting.At("reason").String() ?? "";
        if (last.ValueKind == JsonValueKind.Object)
            return new LiveContainer(name, LiveKind.Restarting, last.At("finishedAt").Time(), $"{Describe(CodeOf(last), last)} ({reason})");
        return new LiveContainer(name, LiveKind.NotStarted, null, reason is "" or "ContainerCreating" or "PodInitializing" ? "" : $"{reason}: {waiting.At("message").String()}");
    }

    // The gate says in the termination message what came to nothing.
    private static string Describe(int code, JsonElement ended)
    {
        const string program = "podorder: ";
        var message = ended.At("message").String()?.Trim().Split('\n')[^1] ?? "";
        return message.StartsWith(program, StringComparison.Ordinal) ? $"exit code {code}: {message[program.Length..]}" : $"exit code {code}";
    }
}
