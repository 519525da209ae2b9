using PodOrder.Gate.Checks;

namespace PodOrder.Gate.Flags;

/// <summary>Reads the flags of one check.</summary>
internal static class CheckFlags
{
    /// <summary>Takes the flag that was read last; false when it is none of these.</summary>
    /// <exception cref="GateException">A flag stands before the check it belongs to, or is malformed.</exception>
    public static bool TryTake(Arguments arguments, ref Check? check, List<string> headers)
    {
        switch (arguments.Name)
        {
            case "check":
                check = Check.Parse(arguments.Value) ?? throw arguments.Error(
                    $"--check={arguments.Value} is none of tcp:PORT, http:PORT/path, https:PORT/path, grpc:PORT[/service] and file:/path");
                return true;
            case "header":
                if (!arguments.Value.Contains(':', StringComparison.Ordinal) || arguments.Value.AsSpan().ContainsAny('\r', '\n'))
                    throw arguments.Error($"--header={arguments.Value} is not one line NAME: VALUE");
                headers.Add(arguments.Value);
                return true;
            case "loopback" when arguments.IsGiven:
                check = Of(check, arguments) with { Loopback = true };
                return true;
            case "delay":
                check = Of(check, arguments) with { Delay = arguments.Milliseconds };
                return true;
            case "period":
                check = Of(check, arguments) with { Period = arguments.Milliseconds };
                return true;
            case "check-timeout":
                check = Of(check, arguments) with { Timeout = arguments.Milliseconds };
                return true;
            case "successes":
                check = Of(check, arguments) with { Successes = arguments.Count };
                return true;
            default:
                return false;
        }
    }

    private static Check Of(Check? check, Arguments arguments) =>
        check ?? throw arguments.Error($"--{arguments.Name} belongs behind the --check that it is about");
}
