using PodOrder.Gate.Checks;
using PodOrder.Gate.Running;

namespace PodOrder.Gate.Flags;

/// <summary>Reads <c>--hook-exec</c>, <c>--hook-http</c> and its headers.</summary>
internal sealed class HookFlags
{
    private readonly List<string> _headers = [];
    private Check? _request;
    private bool _isExec;

    /// <summary>Takes the flag that was read last; false when it is none of these.</summary>
    public bool TryTake(Arguments arguments)
    {
        switch (arguments.Name)
        {
            case "hook-exec" when arguments.IsGiven:
                _isExec = true;
                return true;
            case "hook-http":
                _request = ParseRequest(arguments);
                return true;
            case "header" when _request is not null:
                CheckFlags.TryTake(arguments, ref _request, _headers);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The hook, once all flags have been read; null where there is none.</summary>
    public Hook? Read(Arguments arguments) =>
        _request is not null ? new Hook(default, _request with { Headers = _headers })
        : !_isExec ? null
        : arguments.Command.IsEmpty ? throw arguments.Error("--hook-exec needs the hook's command behind --")
        : new Hook(arguments.Command, null);

    /// <summary>Reads a hook's request. kubelet sets it no bound.</summary>
    public static Check ParseRequest(Arguments arguments) =>
        Check.Parse(arguments.Value) is { Kind: CheckKind.Http or CheckKind.Https } request
            ? request with { Timeout = int.MaxValue }
            : throw arguments.Error($"--{arguments.Name}={arguments.Value} is neither http:PORT/path nor https:PORT/path");
}
