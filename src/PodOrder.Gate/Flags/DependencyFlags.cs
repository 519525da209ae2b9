using PodOrder.Gate.Checks;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Flags;

/// <summary>Reads <c>--after</c> and the flags that belong to the one before them.</summary>
internal sealed class DependencyFlags
{
    private readonly List<Dependency> _read = [];
    private readonly List<string> _headers = [];
    private Dependency? _current;
    private Check? _check;

    /// <summary>An <c>--after</c> has been read: flags that follow are its own.</summary>
    public bool HasBegun => _current is not null;

    /// <summary>Takes the flag that was read last; false when it is none of these.</summary>
    public bool TryTake(Arguments arguments)
    {
        if (arguments.Name == "after")
        {
            Finish();
            _current = Parse(arguments);
            return true;
        }
        if (_current is null) return false;
        if (arguments.Name == "restart-policy") _current = _current with { RestartPolicy = Policy(arguments) };
        else if (CheckFlags.TryTake(arguments, ref _check, _headers)) return true;
        else return false;
        return true;
    }

    /// <summary>All that were read.</summary>
    public IReadOnlyList<Dependency> Read()
    {
        Finish();
        return _read;
    }

    /// <summary>Reads a restart policy.</summary>
    public static RestartPolicy Policy(Arguments arguments) => Policy(arguments, arguments.Value);

    /// <summary>Reads a restart policy that is part of a flag's value.</summary>
    public static RestartPolicy Policy(Arguments arguments, string policy) => policy switch
    {
        "Always" => RestartPolicy.Always,
        "OnFailure" => RestartPolicy.OnFailure,
        "Never" => RestartPolicy.Never,
        var other => throw arguments.Error($"--{arguments.Name}={other} is none of Always, OnFailure and Never"),
    };

    private void Finish()
    {
        if (_current is not null) _read.Add(_current with { Check = _check is null ? null : _check with { Headers = [.. _headers] } });
        _current = null;
        _check = null;
        _headers.Clear();
    }

    private static Dependency Parse(Arguments arguments)
    {
        var (name, condition) = arguments.Value.Split(':') is [var first, var second] && first.Length > 0 ? (first, second) : ("", "");
        return new Dependency(name, condition switch
        {
            "started" => Condition.Started,
            "ready" => Condition.Ready,
            "completed" => Condition.Completed,
            "succeeded" => Condition.Succeeded,
            _ => throw arguments.Error($"--after={arguments.Value} is not NAME:CONDITION with one of started, ready, completed and succeeded"),
        }, RestartPolicy.Always, null);
    }
}
