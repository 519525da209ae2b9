using System.Globalization;
using PodOrder.Hints;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Spells plans as the gate's flags (docs/protocol.md).</summary>
internal static class GateFlags
{
    // The flags' defaults are Kubernetes' own (core/v1 Probe).
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(10), DefaultTimeout = TimeSpan.FromSeconds(1);

    // How long a wrapper stays for a hook that kubelet has yet to start.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    /// <summary>What <c>gate run</c> is told, before the final <c>--</c>; <paramref name="hook"/> is the container's own, where the gate runs it.</summary>
    public static IEnumerable<string> Run(ContainerPlan plan, TimeSpan? timeout, Hook? hook, TimeSpan grace)
    {
        yield return $"--self={plan.Name}";
        foreach (var flag in Policy(plan.Container.RestartPolicy)) yield return flag;
        foreach (var flag in plan.Waits.SelectMany(After)) yield return flag;
        if (timeout is { } longest && plan.Waits.Count > 0) yield return $"--timeout={Duration.Print(longest)}";
        if (plan.RecordsStarted) yield return "--record=started";
        if (plan.RecordsEnded) yield return "--record=ended";
        if (plan.Parks) yield return "--park";
        if (plan.Lingers) yield return $"--linger={Duration.Print(Linger)}";
        if (hook is not null)
        {
            foreach (var flag in hook.Flags) yield return flag;
            yield return $"--grace={Duration.Print(grace)}";
        }
        if (plan.Container.Json.Member("lifecycle").Member("stopSignal").Text() is { } signal) yield return $"--stop-signal={signal}";
        if (plan.Container.Json.Member("terminationMessagePath").Text() is { } log and not "/dev/termination-log") yield return $"--termination-log={log}";
    }

    /// <summary>What <c>gate await</c> is told: its container's own hook first, then what to wait for.</summary>
    public static IEnumerable<string> Await(ContainerPlan plan, TimeSpan timeout, Hook? hook)
    {
        var commands = new List<string>(hook?.Command ?? []);
        yield return $"--self={plan.Name}";
        foreach (var flag in hook?.Flags ?? []) yield return flag;
        foreach (var wait in plan.Awaits)
        {
            foreach (var flag in After(wait)) yield return flag;
            // kubelet probes no container while a hook blocks, so the hook runs the probe's command itself.
            if (wait.Readiness is not Readiness.Recorded { Probe: var probe }) continue;
            commands.AddRange(probe.Command);
            yield return string.Create(CultureInfo.InvariantCulture, $"--check=exec:{probe.Command.Count}");
            foreach (var flag in Timing(probe.InitialDelay, probe.Period, probe.Timeout, probe.SuccessThreshold)) yield return flag;
        }
        yield return $"--timeout={Duration.Print(timeout)}";
        foreach (var argument in Command(commands)) yield return argument;
    }

    /// <summary>What <c>gate mark</c> is told.</summary>
    public static IEnumerable<string> Mark(ContainerPlan plan, Hook? hook) =>
        [$"--self={plan.Name}", .. hook?.Flags ?? [], "started", .. Command(hook?.Command ?? [])];

    /// <summary>A check over the network or by a file.</summary>
    public static IEnumerable<string> Of(Check check) =>
        [$"--check={check.What}", .. check.Headers.Select(h => $"--header={h.Key}: {h.Value}"), .. check.Loopback ? ["--loopback"] : Array.Empty<string>(),
            .. Timing(check.Delay, check.Period, check.Timeout, check.Successes)];

    /// <summary>A command after the flags.</summary>
    public static IEnumerable<string> Command(IReadOnlyList<string> argv) => argv.Count == 0 ? [] : ["--", .. argv];

    private static IEnumerable<string> After(Wait wait) =>
        [$"--after={wait.Dependency}:{wait.Condition.ToWord()}", .. Policy(wait.RestartPolicy),
            .. wait.Readiness is Readiness.Checked { Check: var check } ? Of(check) : []];

    private static IEnumerable<string> Policy(RestartPolicy policy) =>
        policy == RestartPolicy.Always ? [] : [$"--restart-policy={policy}"];

    public static string Successes(int number) => string.Create(CultureInfo.InvariantCulture, $"--successes={number}");

    private static IEnumerable<string> Timing(TimeSpan delay, TimeSpan period, TimeSpan timeout, int successes)
    {
        if (delay != TimeSpan.Zero) yield return $"--delay={Duration.Print(delay)}";
        if (period != DefaultPeriod) yield return $"--period={Duration.Print(period)}";
        if (timeout != DefaultTimeout) yield return $"--check-timeout={Duration.Print(timeout)}";
        if (successes != 1) yield return Successes(successes);
    }
}
