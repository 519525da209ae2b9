using PodOrder.Gate.Flags;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate status</c>: a table of what this Pod's containers do and wait for.</summary>
internal static class StatusVerb
{
    /// <summary>Runs the verb and returns the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        if (arguments.Next()) throw arguments.Unknown();
        return 0;
    }
}
