using PodOrder.Gate.Checks;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Running;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Probing;

/// <summary>One run of a probe. What it says, it says on stdout: kubelet puts that into the event.</summary>
internal sealed class ProbeRun(ProbeFlags flags)
{
    private readonly SharedDirectory _shared = SharedDirectory.Open();

    /// <summary>Runs the probe and returns its exit code.</summary>
    public int Run()
    {
        TlsGate.Require(_shared, flags.Check);
        var own = OwnState.Open(_shared, flags.Self);
        if (flags.PassesParked && own.Has("parked"u8))
        {
            if (flags.Records) RecordResult(own, hasPassed: true);
            return 0;
        }
        if (flags.AwaitsOpening && Opening.Await(own, flags) is { } failure) return failure;
        if (flags.Check is { } check) return RunCheck(check);
        if (flags.Command.IsEmpty) return 0;

        var code = BoundCommand.Run(flags.Command, flags.Timeout);
        if (code == ExitCode.TimedOut && flags.Timeout is { } timeout) Say($"the probe timed out after {Duration.Format(timeout)}");
        if (flags.Records) RecordResult(own, code == 0);
        return code;
    }

    private int RunCheck(Check check)
    {
        var outcome = CheckRun.Complete(check, Addresses.For(check, _shared));
        if (outcome.Passed) return 0;
        Say($"{check.Describe()} {outcome.Describe()}");
        return 1;
    }

    /// <summary>Counts as kubelet does (pkg/kubelet/prober/worker.go): a threshold of results in a row turns readiness over.</summary>
    private void RecordResult(OwnState own, bool hasPassed)
    {
        var (passes, failures) = ReadCounts(own);
        passes = hasPassed ? passes + 1 : 0;
        failures = hasPassed ? 0 : failures + 1;
        own.Write(Record.Probe, $"{Number.Format(passes)} {Number.Format(failures)}");
        if (passes >= flags.Successes)
            own.Write(Record.Ready, flags.TimeToLive is { } life ? Number.Format(Clock.Now + life) : "-");
        else if (failures >= flags.Failures)
            own.Remove(Record.Ready);
    }

    private static (long Passes, long Failures) ReadCounts(OwnState own)
    {
        var words = own.Read(Record.Probe)?.Split(' ') ?? [];
        return words.Length == 2 && Number.TryParse(words[0], out var passes) && Number.TryParse(words[1], out var failures)
            ? (passes, failures)
            : (0, 0);
    }

    private static void Say(string text) => StandardOutput.WriteLine(text);
}
