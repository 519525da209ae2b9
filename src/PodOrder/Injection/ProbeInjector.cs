using System.Globalization;
using System.Text.Json;
using PodOrder.Plans;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>Rewrites the probes of a container whose waiting, recording or parking they must not disturb.</summary>
internal sealed class ProbeInjector(PodView pod, SharedDirectory directory, JsonSheet json)
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
            if (opens && probe is null) edit.Replace(field, Opening(edit, plan), field);
            else if (probe is not null && Flags(plan, probe, opens) is { } flags) edit.Replace(field, Rewritten(edit, plan, probe, opens, flags), field);
        }
    }

    // Holds readiness and liveness until the gate opens: no traffic, no kill.
    private JsonPlace Opening(ContainerEdit edit, ContainerPlan plan)
    {
        List<string> flags = [$"--self={plan.Name}", "--opened", Flag("limit", TimeSpan.FromSeconds(TellSeconds))];
        AddDelay(flags, plan.Container.LivenessProbe?.InitialDelay ?? default);
        var writer = json.Begin();
        writer.WriteStartObject();
        ContainerInjector.WriteExec(writer, edit, directory, "probe", flags);
        writer.WriteNumber("timeoutSeconds"u8, TellSeconds);
        writer.WriteNumber("periodSeconds"u8, 1);
        writer.WriteNumber("successThreshold"u8, 1);
        writer.WriteNumber("failureThreshold"u8, Unbounded);
        writer.WriteEndObject();
        return json.End();
    }

    // Null where the probe disturbs nothing and stays as it is.
    private static List<string>? Flags(ContainerPlan plan, Probe probe, bool opens)
    {
        var parks = plan.Parks && probe.Kind == ProbeKind.Exec;
        var isRecorded = probe.Field == plan.RecordedProbe?.Field;
        if (!opens && !parks && !isRecorded) return null;

        List<string> flags = [$"--self={plan.Name}"];
        if (opens)
        {
            flags.Add("--opened");
            AddDelay(flags, TimeSpan.FromTicks(Math.Max(probe.InitialDelay.Ticks, (plan.Container.LivenessProbe?.InitialDelay ?? default).Ticks)));
        }
        if (parks) flags.Add("--parked");
        if (isRecorded)
        {
            flags.AddRange(["--record", $"--ttl={Lifetime(probe)}", GateFlags.Successes(probe.SuccessThreshold),
                string.Create(CultureInfo.InvariantCulture, $"--failures={probe.FailureThreshold}")]);
        }
        return flags;
    }

    // A passed startup probe is not run again; a readiness probe that is not run any more (CrashLoopBackOff) tells nothing.
    private static string Lifetime(Probe probe) =>
        probe.Field == Probe.Startup ? "-" : Hints.Duration.Print(probe.Period + probe.Timeout + TimeSpan.FromSeconds(1));

    private JsonPlace Rewritten(ContainerEdit edit, ContainerPlan plan, Probe probe, bool opens, List<string> flags)
    {
        if (probe.Kind != ProbeKind.Exec)
        {
            GateFlags.Add(flags, ReadinessReader.ToCheck(probe, plan.Container, pod.IsOnHostNetwork) with { Delay = default });
        }
        else
        {
            flags.Add(Flag("check-timeout", probe.Timeout));
            GateFlags.AddCommand(flags, probe.Command);
        }
        var writer = json.Begin();
        writer.WriteStartObject();
        ContainerInjector.WriteExec(writer, edit, directory, "probe", flags);
        WriteThresholds(writer, probe, opens);
        writer.WriteEndObject();
        return json.End();
    }

    // Everything but the check itself stays as it is and where it is.
    private static void WriteThresholds(Utf8JsonWriter writer, Probe probe, bool opens)
    {
        // The gate ends the check in time by itself and has to live to tell it.
        var timeout = opens ? Unbounded : (int)probe.Timeout.TotalSeconds + 1;
        var failures = (int)Math.Min(Unbounded, (long)probe.FailureThreshold + LostTicks);
        var (hasTimeout, hasFailures) = (false, !opens);
        foreach (var member in probe.Json.EnumerateObject())
        {
            if (member.NameEquals("exec"u8) || member.NameEquals("httpGet"u8) || member.NameEquals("tcpSocket"u8) || member.NameEquals("grpc"u8)) continue;
            writer.WritePropertyName(member.Name);
            if (member.NameEquals("timeoutSeconds"u8))
            {
                writer.WriteNumberValue(timeout);
                hasTimeout = true;
            }
            else if (opens && member.NameEquals("failureThreshold"u8))
            {
                writer.WriteNumberValue(failures);
                hasFailures = true;
            }
            else
            {
                writer.Write(member.Value);
            }
        }
        if (!hasFailures) writer.WriteNumber("failureThreshold"u8, failures);
        if (!hasTimeout) writer.WriteNumber("timeoutSeconds"u8, timeout);
    }

    private static void AddDelay(List<string> flags, TimeSpan delay)
    {
        if (delay != TimeSpan.Zero) flags.Add(Flag("delay", delay));
    }

    private static string Flag(string name, TimeSpan duration) => $"--{name}={Hints.Duration.Print(duration)}";
}
