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

        var command = arguments.Command;
        var ownHook = hook.Take(ref command);
        dependencies.TakeCommands(command);

        var shared = SharedDirectory.Open();
        TlsGate.Require(shared, ownHook?.Request);
        foreach (var dependency in dependencies.Read) TlsGate.Require(shared, dependency.Check);
        var own = self is not null && AwaitsEnd(dependencies.Read, self) ? OwnState.Open(shared, self) : null;
        own?.WriteAwaiting();
        if (ownHook?.Run(shared) is { } code and not 0) return code;

        var outcome = WaitLoop.Run(dependencies.Read, shared, own: null, timeout);
        own?.Write(Record.Seen);
        if (outcome.Code != 0) StandardError.WriteLine(outcome.Reason);
        return outcome.Code;
    }

    /// <summary>It waits for the end of its own container, whose wrapper lingers for it.</summary>
    private static bool AwaitsEnd(List<Dependency> dependencies, string self) =>
        dependencies.Exists(dependency => dependency.Name == self && dependency.Condition == Condition.Completed);
}
