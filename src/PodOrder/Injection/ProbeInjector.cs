using System.Globalization;
using System.Text.Json.Nodes;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Rewrites the probes of a container whose waiting, recording or parking they must not disturb.</summary>
internal sealed class ProbeInjector(PodView pod, SharedDirectory directory)
{
    // kubelet takes any int32; the gate keeps the check's own timeout.
    private const int Unbounded = int.MaxValue;

    // kubelet's ticker keeps one tick while a check blocks: the blocked check and the kept one both come at the opening, so the application
    // would lose up to two of its periods (kubelet: prober/worker.go run).
    private const int LostTicks = 2;

    // An injected startup probe gives up after at most this long, to tell in an event what is waited for.
    private const int TellSeconds = 300;

    public void Inject(ContainerEdit edit, ContainerPlan plan)
    {
        foreach (var field in Probe.Fields)
        {
            var probe = plan.Container.ProbeOf(field);
            var opens = field == Probe.Startup && plan.Waits.Count > 0;
            if (opens && probe is null) edit.Replace(field, Opening(plan), field);
            else if (probe is not null && Flags(plan, probe, opens) is { Count: > 0 } flags) edit.Replace(field, Rewritten(plan, probe, opens, flags), field);
        }
    }

    // Holds readiness and liveness until the gate opens: no traffic, no kill.
    private JsonObject Opening(ContainerPlan plan)
    {
        var delay = plan.Container.LivenessProbe?.InitialDelay ?? default;
        var probe = ContainerInjector.Exec([
            directory.Gate, "probe", $"--self={plan.Name}", "--opened", Flag("limit", TimeSpan.FromSeconds(TellSeconds)), .. Delay(delay)]);
        probe["timeoutSeconds"] = TellSeconds;
        probe["periodSeconds"] = 1;
        probe["successThreshold"] = 1;
        probe["failureThreshold"] = Unbounded;
        return probe;
    }

    private List<string> Flags(ContainerPlan plan, Probe probe, bool opens)
    {
        var flags = new List<string>();
        if (opens)
        {
            flags.Add("--opened");
            flags.AddRange(Delay(TimeSpan.FromTicks(Math.Max(probe.InitialDelay.Ticks, (plan.Container.LivenessProbe?.InitialDelay ?? default).Ticks))));
        }
        if (plan.Parks && probe.Kind == ProbeKind.Exec) flags.Add("--parked");
        if (probe.Field == plan.RecordedProbe?.Field)
        {
            flags.AddRange(["--record", $"--ttl={Lifetime(probe)}", GateFlags.Successes(probe.SuccessThreshold),
                string.Create(CultureInfo.InvariantCulture, $"--failures={probe.FailureThreshold}")]);
        }
        return flags;
    }

    // A passed startup probe is not run again; a readiness probe that is not run any more (CrashLoopBackOff) tells nothing.
    private static string Lifetime(Probe probe) =>
        probe.Field == Probe.Startup ? "-" : Hints.Duration.Print(probe.Period + probe.Timeout + TimeSpan.FromSeconds(1));

    private JsonObject Rewritten(ContainerPlan plan, Probe probe, bool opens, List<string> flags)
    {
        IEnumerable<string> check = probe.Kind == ProbeKind.Exec
            ? [Flag("check-timeout", probe.Timeout), .. GateFlags.Command(probe.Command)]
            : GateFlags.Of(ReadinessReader.ToCheck(probe, plan.Container, pod.IsOnHostNetwork) with { Delay = default });
        var rewritten = ContainerInjector.Exec([directory.Gate, "probe", $"--self={plan.Name}", .. flags, .. check]);
        foreach (var member in probe.Json.EnumerateObject().Where(m => m.Name is not ("exec" or "httpGet" or "tcpSocket" or "grpc")))
        {
            rewritten[member.Name] = member.Value.ToNode();
        }
        // The gate ends the check in time by itself and has to live to tell it.
        if (opens) rewritten["failureThreshold"] = (int)Math.Min(Unbounded, (long)probe.FailureThreshold + LostTicks);
        rewritten["timeoutSeconds"] = opens ? Unbounded : (int)probe.Timeout.TotalSeconds + 1;
        return rewritten;
    }

    private static string[] Delay(TimeSpan delay) => delay == TimeSpan.Zero ? [] : [Flag("delay", delay)];

    private static string Flag(string name, TimeSpan duration) => $"--{name}={Hints.Duration.Print(duration)}";
}
