using PodOrder.Gate.Flags;
using PodOrder.Gate.Running;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate mark</c>: a postStart hook that records <c>started</c> and runs the container's own hook, if it has one.</summary>
internal static class MarkVerb
{
    /// <summary>Runs the verb and returns the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        string? self = null;
        var marksStart = false;
        var hook = new HookFlags();
        while (arguments.Next())
            if (arguments.Name == "self") self = arguments.Value;
            else if (arguments.Name == Record.Started) marksStart = true;
            else if (!hook.TryTake(arguments)) throw arguments.Unknown();
        if (self is null || !marksStart) throw arguments.Error("write gate mark --self=NAME started");

        var command = arguments.Command;
        var ownHook = hook.Take(ref command);
        var shared = SharedDirectory.Open();
        OwnState.Open(shared, self).Write(Record.Started);
        TlsGate.Require(shared, ownHook?.Request);
        return ownHook?.Run(shared) ?? 0;
    }
}
