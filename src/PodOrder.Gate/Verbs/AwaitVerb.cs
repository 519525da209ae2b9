using PodOrder.Gate.Flags;
using PodOrder.Gate.Running;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Waiting;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate await</c>: a postStart hook that blocks, within a bound, until its conditions hold; kubelet starts the next container then.</summary>
internal static class AwaitVerb
{
    /// <summary>Runs the verb and returns the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        string? self = null;
        long? timeout = null;
        var dependencies = new DependencyFlags();
        var hook = new HookFlags();
        while (arguments.Next())
            if (arguments.Name == "self") self = arguments.Value;
            else if (arguments.Name == "timeout") timeout = arguments.Milliseconds;
            else if (!hook.TryTake(arguments) && !dependencies.TryTake(arguments)) throw arguments.Unknown();

        var shared = SharedDirectory.Open();
        var awaited = dependencies.Read();
        // A wrapper lingers for a hook that waits for its own container's end.
        var own = self is not null && awaited.Any(dependency => dependency.Name == self && dependency.Condition == Condition.Completed)
            ? OwnState.Open(shared, self)
            : null;
        own?.Write(Record.Awaiting);
        if (hook.Read(arguments)?.Run(shared) is { } code and not 0) return code;

        var outcome = WaitLoop.Run(awaited, shared, own: null, timeout);
        own?.Write(Record.Seen);
        if (outcome.Code != 0) StandardError.WriteLine(outcome.Reason);
        return outcome.Code;
    }
}
