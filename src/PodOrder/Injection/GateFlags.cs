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
    public static List<string> Run(ContainerPlan plan, TimeSpan? timeout, Hook? hook, TimeSpan grace)
    {
        List<string> flags = [$"--self={plan.Name}"];
        AddPolicy(flags, plan.Container.RestartPolicy);
        foreach (var wait in plan.Waits) AddAfter(flags, wait);
        if (timeout is { } longest && plan.Waits.Count > 0) flags.Add($"--timeout={Duration.Print(longest)}");
        if (plan.RecordsStarted) flags.Add("--record=started");
        if (plan.RecordsEnded) flags.Add("--record=ended");
        if (plan.Parks) flags.Add("--park");
        if (plan.Lingers) flags.Add($"--linger={Duration.Print(Linger)}");
        if (hook is not null)
        {
            flags.AddRange(hook.Flags);
            flags.Add($"--grace={Duration.Print(grace)}");
        }
        if (plan.Container[ContainerView.Lifecycle].Member("stopSignal"u8).Text() is { } signal) flags.Add($"--stop-signal={signal}");
        var log = plan.Container.Json.Member("terminationMessagePath"u8);
        if (log.Text() is { } path && !log.Is("/dev/termination-log"u8)) flags.Add($"--termination-log={path}");
        return flags;
    }

    /// <summary>What <c>gate await</c> is told: its container's own hook first, then what to wait for.</summary>
    public static List<string> Await(ContainerPlan plan, TimeSpan timeout, Hook? hook)
    {
        List<string> flags = [$"--self={plan.Name}", .. hook?.Flags ?? []], commands = [.. hook?.Command ?? []];
        foreach (var wait in plan.Awaits)
        {
            AddAfter(flags, wait);
            // kubelet probes no container while a hook blocks, so the hook runs the probe's command itself.
            if (wait.Readiness is not Readiness.Recorded { Probe: var probe }) continue;
            commands.AddRange(probe.Command);
            flags.Add(string.Create(CultureInfo.InvariantCulture, $"--check=exec:{probe.Command.Count}"));
            AddTiming(flags, probe.InitialDelay, probe.Period, probe.Timeout, probe.SuccessThreshold);
        }
        flags.Add($"--timeout={Duration.Print(timeout)}");
        AddCommand(flags, commands);
        return flags;
    }

    /// <summary>What <c>gate mark</c> is told.</summary>
    public static List<string> Mark(ContainerPlan plan, Hook? hook)
    {
        List<string> flags = [$"--self={plan.Name}", .. hook?.Flags ?? [], "started"];
        AddCommand(flags, hook?.Command ?? []);
        return flags;
    }

    /// <summary>Adds a check over the network or by a file.</summary>
    public static void Add(List<string> flags, Check check)
    {
        flags.Add($"--check={check.What}");
        foreach (var header in check.Headers) flags.Add($"--header={header.Key}: {header.Value}");
        if (check.Loopback) flags.Add("--loopback");
        AddTiming(flags, check.Delay, check.Period, check.Timeout, check.Successes);
    }

    /// <summary>Adds a command after the flags.</summary>
    public static void AddCommand(List<string> flags, IReadOnlyList<string> argv)
    {
        if (argv.Count == 0) return;
        flags.Add("--");
        flags.AddRange(argv);
    }

    public static string Successes(int number) => string.Create(CultureInfo.InvariantCulture, $"--successes={number}");

    private static void AddAfter(List<string> flags, Wait wait)
    {
        flags.Add($"--after={wait.Dependency}:{wait.Condition.ToWord()}");
        AddPolicy(flags, wait.RestartPolicy);
        if (wait.Readiness is Readiness.Checked { Check: var check }) Add(flags, check);
    }

    private static void AddPolicy(List<string> flags, RestartPolicy policy)
    {
        if (policy != RestartPolicy.Always) flags.Add($"--restart-policy={policy}");
    }

    private static void AddTiming(List<string> flags, TimeSpan delay, TimeSpan period, TimeSpan timeout, int successes)
    {
        if (delay != TimeSpan.Zero) flags.Add($"--delay={Duration.Print(delay)}");
        if (period != DefaultPeriod) flags.Add($"--period={Duration.Print(period)}");
        if (timeout != DefaultTimeout) flags.Add($"--check-timeout={Duration.Print(timeout)}");
        if (successes != 1) flags.Add(Successes(successes));
    }
}
