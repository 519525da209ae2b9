using PodOrder.Gate.Checks;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Running;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Flags;

/// <summary>The flags of <c>gate run</c> (docs/protocol.md). Durations are milliseconds.</summary>
internal sealed class RunFlags
{
    /// <summary>Kubernetes' default terminationMessagePath.</summary>
    public const string DefaultTerminationLog = "/dev/termination-log";

    /// <summary>This container; null = it records nothing.</summary>
    public string? Self { get; private set; }

    /// <summary>This container's effective restart policy.</summary>
    public RestartPolicy RestartPolicy { get; private set; }

    /// <summary>What to wait for.</summary>
    public List<Dependency> Dependencies { get; private set; } = [];

    /// <summary>Longest wait; null = none.</summary>
    public long? Timeout { get; private set; }

    /// <summary>The end is recorded: supervise.</summary>
    public bool RecordsEnd { get; private set; }

    /// <summary>Stay alive after exit code 0.</summary>
    public bool Parks { get; private set; }

    /// <summary>The gate stays beside the application.</summary>
    public bool Supervises => RecordsEnd || Parks || Linger > 0 || Hook is not null;

    /// <summary>How long to stay, after the end, for a hook that wants to see it.</summary>
    public long Linger { get; private set; }

    /// <summary>The container's own postStart hook.</summary>
    public Hook? Hook { get; private set; }

    /// <summary>Time between stop signal and SIGKILL when the hook fails.</summary>
    public long Grace { get; private set; } = 30_000;

    /// <summary>The container's stop signal.</summary>
    public int StopSignal { get; private set; } = Signals.Term;

    /// <summary>Where the reason of an own end goes.</summary>
    public string TerminationLog { get; private set; } = DefaultTerminationLog;

    /// <summary>The application.</summary>
    public Command Command { get; private set; }

    /// <summary>Reads the flags.</summary>
    /// <exception cref="GateException">One is unknown or malformed.</exception>
    public static RunFlags Read(Arguments arguments)
    {
        var flags = new RunFlags();
        var dependencies = new DependencyFlags();
        var hook = new HookFlags();
        while (arguments.Next())
            if (!hook.TryTake(arguments) && !dependencies.TryTake(arguments)) flags.Take(arguments);
        flags.Dependencies = dependencies.Read;

        if (dependencies.Read.Exists(dependency => dependency.Check is { Kind: CheckKind.Exec }))
            throw arguments.Error("--check=exec:N is a check of gate await only: a container cannot run another's exec probe, which records its result by gate probe --record");

        var command = arguments.Command;
        flags.Hook = hook.Take(ref command);
        flags.Command = command;
        if (flags.Self is null && (flags.RecordsEnd || flags.Parks || flags.Linger > 0)) throw arguments.Error("--record, --park and --linger need --self");
        if (command.IsEmpty) throw arguments.Error("the application's command is missing behind --");
        return flags;
    }

    private void Take(Arguments arguments)
    {
        switch (arguments.Name)
        {
            case "self":
                Self = arguments.Value;
                break;
            case "restart-policy":
                RestartPolicy = DependencyFlags.Policy(arguments, arguments.Value);
                break;
            case "timeout":
                Timeout = arguments.Milliseconds;
                break;
            case "record":
                RecordsEnd |= arguments.Value switch
                {
                    Record.Ended => true,
                    Record.Started => false,
                    var other => throw arguments.Error($"--record={other} is neither started nor ended"),
                };
                break;
            case "park" when arguments.IsGiven:
                Parks = true;
                break;
            case "grace":
                Grace = arguments.Milliseconds;
                break;
            case "linger":
                Linger = arguments.Milliseconds;
                break;
            case "stop-signal":
                StopSignal = SignalNames.Parse(arguments.Value) ?? throw arguments.Error($"--stop-signal={arguments.Value} is no signal");
                break;
            case "termination-log":
                TerminationLog = arguments.Value;
                break;
            default:
                throw arguments.Unknown();
        }
    }
}
