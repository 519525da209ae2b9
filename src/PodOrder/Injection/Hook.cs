using System.Globalization;
using System.Text.Json;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>A container's own postStart hook, as the gate runs it.</summary>
/// <param name="Flags">The gate's flags for it (docs/protocol.md).</param>
/// <param name="Command">The command of an exec hook, else empty.</param>
internal sealed record Hook(IReadOnlyList<string> Flags, IReadOnlyList<string> Command)
{
    /// <summary>The container's hook, or null where it has none.</summary>
    public static Hook? Of(ContainerView container, bool hostNetwork)
    {
        var json = container[ContainerView.PostStart];
        if (!json.Exists()) return null;
        if (json.Member("exec"u8) is { ValueKind: JsonValueKind.Object } exec)
        {
            var command = exec.Member("command"u8).Texts();
            return new Hook([string.Create(CultureInfo.InvariantCulture, $"--hook=exec:{command.Count}")], command);
        }
        if (json.Member("httpGet"u8).Exists()) return Http(json, container, hostNetwork);
        if (json.Member("sleep"u8) is { ValueKind: JsonValueKind.Object } sleep)
            return new Hook([$"--hook=sleep:{sleep.Member("seconds"u8).Int() ?? 0}s"], []);
        throw new RefusedException(RefusalReason.Container,
            $"the postStart hook of container \"{container.Name}\" has neither exec, httpGet nor sleep, so kubelet cannot run it and kills the container; take it out");
    }

    // An httpGet hook is asked as a probe is, but any answer will do (kubelet: lifecycle/handlers.go runHTTPHandler).
    private static Hook Http(JsonElement postStart, ContainerView container, bool hostNetwork)
    {
        var request = new Probe("postStart hook", postStart, ProbeKind.HttpGet);
        var check = ReadinessReader.ToCheck(request, container, hostNetwork);
        return new Hook([$"--hook={check.What}", .. check.Headers.Select(h => $"--header={h.Key}: {h.Value}")], []);
    }
}
