using System.Runtime.InteropServices;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Running;

/// <summary>The container's own postStart hook while it runs beside the application.</summary>
internal static unsafe class RunningHook
{
    /// <summary>
    /// Starts the hook; null where there is nothing to run: a pause would hold back nobody here. A request is made by a gate of
    /// its own. What a hook writes does not get into the container's log, as with kubelet.
    /// </summary>
    public static BoundCommand? Start(Hook hook, SharedDirectory shared)
    {
        if (!hook.Command.IsEmpty)
        {
            var nowhere = Files.Open(Libc.AtWorkingDirectory, "/dev/null"u8, Libc.ReadWrite);
            var started = BoundCommand.Start(hook.Command, nowhere);
            if (nowhere >= 0) Libc.Close(nowhere);
            return started;
        }
        if (hook.Request is not { } request) return null;

        List<string> arguments = [$"{shared.Path}/bin/gate", "await", $"--hook={request.Spell()}"];
        foreach (var header in request.Options.Headers) arguments.Add($"--header={header}");
        return BoundCommand.Start(Build(arguments));
    }

    private static Command Build(List<string> arguments)
    {
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)arguments.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < arguments.Count; i++) pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[i]);
        return new Command(pointers);
    }
}
