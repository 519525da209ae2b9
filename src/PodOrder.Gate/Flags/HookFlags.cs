using PodOrder.Gate.Checks;
using PodOrder.Gate.Running;

namespace PodOrder.Gate.Flags;

/// <summary>Reads <c>--hook</c> and its headers, which follow it at once.</summary>
internal sealed class HookFlags
{
    private CheckOptions? _options;
    private Hook? _hook;
    private int _count;

    /// <summary>Takes the flag that was read last; false when it is none of these.</summary>
    public bool TryTake(Arguments arguments)
    {
        if (arguments.Name == "hook")
        {
            _hook = Parse(arguments);
            return true;
        }
        if (arguments.Name == "header" && _options is not null)
        {
            _options.Headers.Add(CheckFlags.Header(arguments));
            return true;
        }
        _options = null;
        return false;
    }

    /// <summary>The hook, null where there is none; of the command behind <c>--</c> the hook's own part is taken away.</summary>
    public Hook? Take(ref Command command)
    {
        if (_count > 0) _hook = new Hook(command.Take(_count));
        command = command.Skip(_count);
        return _hook;
    }

    private Hook? Parse(Arguments arguments)
    {
        const string Sleep = "sleep:";
        _options = new CheckOptions { Timeout = int.MaxValue }; // kubelet sets a hook's request no bound
        if (arguments.Value.StartsWith(Sleep, StringComparison.Ordinal) && Duration.TryParse(arguments.Value[Sleep.Length..], out var pause))
            return new Hook(pause);

        var check = Check.Parse(arguments.Value, _options);
        _count = check is { Kind: CheckKind.Exec } ? check.Count : 0;
        return check?.Kind switch
        {
            CheckKind.Exec => null, // its command is known at the end
            CheckKind.Http or CheckKind.Https => new Hook(check),
            _ => throw arguments.Error($"--hook={arguments.Value} is none of exec:COUNT, http:PORT/path, https:PORT/path and sleep:DURATION"),
        };
    }
}
