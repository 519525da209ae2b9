using PodOrder.Gate.Checks;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Flags;

/// <summary>Reads <c>--after</c> and the flags that belong to the one before them.</summary>
internal sealed class DependencyFlags
{
    private CheckOptions _options = new();

    /// <summary>All that were read.</summary>
    public List<Dependency> Read { get; } = [];

    /// <summary>Takes the flag that was read last; false when it is none of these.</summary>
    public bool TryTake(Arguments arguments)
    {
        if (arguments.Name == "after")
        {
            Read.Add(Parse(arguments));
            _options = new CheckOptions();
            return true;
        }
        if (Read.Count == 0) return false;
        if (arguments.Name == "restart-policy")
        {
            Read[^1].RestartPolicy = Policy(arguments, arguments.Value);
            return true;
        }
        var check = Read[^1].Check;
        var isTaken = CheckFlags.TryTake(arguments, _options, ref check);
        Read[^1].Check = check;
        return isTaken;
    }

    /// <summary>Gives exec checks their commands, which stand one after another; returns what follows them.</summary>
    public Command TakeCommands(Command rest)
    {
        foreach (var dependency in Read)
            if (dependency.Check is { Kind: CheckKind.Exec } check)
            {
                check.Command = rest.Take(check.Count);
                rest = rest.Skip(check.Count);
            }
        return rest;
    }

    /// <summary>Reads a restart policy, which may be a part of the flag's value.</summary>
    public static RestartPolicy Policy(Arguments arguments, string policy) => policy switch
    {
        "Always" => RestartPolicy.Always,
        "OnFailure" => RestartPolicy.OnFailure,
        "Never" => RestartPolicy.Never,
        _ => throw arguments.Error($"--{arguments.Name}={arguments.Value} does not name one of Always, OnFailure and Never"),
    };

    private static Dependency Parse(Arguments arguments)
    {
        var colon = Math.Max(0, arguments.Value.IndexOf(':', StringComparison.Ordinal));
        return new Dependency(arguments.Value[..colon], arguments.Value[colon..] switch
        {
            ":started" => Condition.Started,
            ":ready" => Condition.Ready,
            ":completed" => Condition.Completed,
            ":succeeded" => Condition.Succeeded,
            _ => throw arguments.Error($"--after={arguments.Value} is not NAME:CONDITION with one of started, ready, completed and succeeded"),
        });
    }
}
