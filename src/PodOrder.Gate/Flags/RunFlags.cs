using PodOrder.Gate.Posix;
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

    /// <summary>What to wait for.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; private set; } = [];

    /// <summary>Longest wait; null = none.</summary>
    public long? Timeout { get; private set; }

    /// <summary>The end is recorded: supervise.</summary>
    public bool RecordsEnd { get; private set; }

    /// <summary>Stay alive after exit code 0.</summary>
    public bool Parks { get; private set; }

    /// <summary>The gate stays beside the application.</summary>
    public bool Supervises => RecordsEnd || Parks || Linger > 0;

    /// <summary>How long to stay, after the end, for a hook that wants to see it.</summary>
    public long Linger { get; private set; }

    /// <summary>A stop signal besides SIGTERM, SIGINT and SIGQUIT; 0 = none.</summary>
    public int StopSignal { get; private set; }

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
        while (arguments.Next())
            if (!dependencies.TryTake(arguments)) flags.Take(arguments);
        flags.Dependencies = dependencies.Read();
        flags.Command = arguments.Command;
        if (flags.Self is null && (flags.RecordsEnd || flags.Parks)) throw arguments.Error("--record and --park need --self");
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
                DependencyFlags.Policy(arguments);
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
