using PodOrder.Gate.Flags;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate probe</c>: what kubelet runs in place of a container's exec or startup probe.</summary>
internal static class ProbeVerb
{
    /// <summary>Runs the verb and returns the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        var flags = ProbeFlags.Read(arguments);
        return new Probing.ProbeRun(flags).Run();
    }
}
