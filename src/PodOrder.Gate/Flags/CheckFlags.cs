using PodOrder.Gate.Checks;

namespace PodOrder.Gate.Flags;

/// <summary>Reads the flags of one check.</summary>
internal static class CheckFlags
{
    /// <summary>Takes the flag that was read last; false when it is none of these.</summary>
    /// <exception cref="GateException">It is malformed.</exception>
    public static bool TryTake(Arguments arguments, CheckOptions options, ref Check? check)
    {
        switch (arguments.Name)
        {
            case "check":
                check = Check.Parse(arguments.Value, options) ?? throw arguments.Error(
                    $"--check={arguments.Value} is none of tcp:PORT, http:PORT/path, https:PORT/path, grpc:PORT[/service] and file:/path");
                return true;
            case "header":
                options.Headers.Add(Header(arguments));
                return true;
            case "loopback" when arguments.IsGiven:
                return options.Loopback = true;
            case "delay":
                options.Delay = arguments.Milliseconds;
                return true;
            case "period":
                options.Period = arguments.Milliseconds;
                return true;
            case "check-timeout":
                options.Timeout = arguments.Milliseconds;
                return true;
            case "successes":
                options.Successes = arguments.Count;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads <c>--header=NAME: VALUE</c>.</summary>
    public static string Header(Arguments arguments)
    {
        var line = arguments.Value;
        return line.IndexOf(':', StringComparison.Ordinal) > 0 && line.AsSpan().IndexOfAny('\r', '\n') < 0
            ? line
            : throw arguments.Error($"--header={line} is not one line NAME: VALUE");
    }
}
