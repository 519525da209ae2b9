using PodOrder.Gate.Checks;

namespace PodOrder.Gate.Flags;

/// <summary>The flags of <c>gate probe</c> (docs/protocol.md). Durations are milliseconds.</summary>
internal sealed class ProbeFlags
{
    /// <summary>This container.</summary>
    public string Self { get; private set; } = "";

    /// <summary>The result is recorded for the containers that wait.</summary>
    public bool Records { get; private set; }

    /// <summary>How long a recorded success counts; null = until it is taken back.</summary>
    public long? TimeToLive { get; private set; }

    /// <summary>Passes in a row that make the container ready.</summary>
    public int Successes { get; private set; } = 1;

    /// <summary>Failures in a row that make it unready.</summary>
    public int Failures { get; private set; } = 3;

    /// <summary>It blocks until the gate has opened.</summary>
    public bool AwaitsOpening { get; private set; }

    /// <summary>How long ago the gate must have opened.</summary>
    public long Delay { get; private set; }

    /// <summary>It gives up at certain ages of the wait, to tell the reason; null = never.</summary>
    public long? Limit { get; private set; }

    /// <summary>It passes while the container is parked.</summary>
    public bool PassesParked { get; private set; }

    /// <summary>Longest time of the check or the command; null = none.</summary>
    public long? Timeout { get; private set; }

    /// <summary>The check; null where it is a command, or nothing.</summary>
    public Check? Check { get; private set; }

    /// <summary>The command, which may be empty.</summary>
    public Command Command { get; private set; }

    /// <summary>Reads the flags.</summary>
    /// <exception cref="GateException">One is unknown or malformed.</exception>
    public static ProbeFlags Read(Arguments arguments)
    {
        var flags = new ProbeFlags();
        Check? check = null;
        var options = new CheckOptions();
        while (arguments.Next())
            if (!flags.TryTake(arguments) && !CheckFlags.TryTake(arguments, options, ref check)) throw arguments.Unknown();
        flags.Check = check;
        flags.Command = arguments.Command;
        if (flags.Timeout is { } timeout) options.Timeout = timeout;
        if (!flags.Records && !flags.AwaitsOpening && !flags.PassesParked) throw arguments.Error("one of --record, --opened and --parked is missing");
        if ((flags.Records || !flags.AwaitsOpening) && flags.Command.IsEmpty) throw arguments.Error("the probe's command is missing behind --");
        return flags;
    }

    private bool TryTake(Arguments arguments)
    {
        switch (arguments.Name)
        {
            case "self":
                Self = arguments.Value;
                return true;
            case "record" when arguments.IsGiven:
                return Records = true;
            case "opened" when arguments.IsGiven:
                return AwaitsOpening = true;
            case "parked" when arguments.IsGiven:
                return PassesParked = true;
            case "ttl":
                TimeToLive = arguments.Value == "-" ? null : arguments.Milliseconds;
                return true;
            case "successes":
                Successes = arguments.Count;
                return true;
            case "failures":
                Failures = arguments.Count;
                return true;
            case "delay":
                Delay = arguments.Milliseconds;
                return true;
            case "limit":
                Limit = arguments.Milliseconds;
                return true;
            case "check-timeout":
                Timeout = arguments.Milliseconds;
                return true;
            default:
                return false;
        }
    }
}
