using System.Runtime.CompilerServices;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Running;
using PodOrder.Gate.Startup;
using PodOrder.Gate.Verbs;

[assembly: DisableRuntimeMarshalling]

namespace PodOrder.Gate;

/// <summary>The entry point: one verb, one file in Verbs/.</summary>
internal static unsafe class Program
{
    private static int Main()
    {
        Inherited.TakeOver();
        var verb = Inherited.ArgumentCount > 1 ? CString.Read(Inherited.Arguments[1]) : "";
        try
        {
            return Run(verb, new Arguments(verb));
        }
        catch (Exception exception)
        {
            var error = GateException.Of(exception);
            StandardError.WriteLine(error.Message);
            return error.Code;
        }
    }

    private static int Run(string verb, Arguments arguments) => verb switch
    {
        "run" => RunVerb.Run(arguments),
        "await" => AwaitVerb.Run(arguments),
        "mark" => MarkVerb.Run(arguments),
        "probe" => ProbeVerb.Run(arguments),
        "install" => InstallVerb.Run(arguments),
        "status" => StatusVerb.Run(arguments),
        _ => throw new GateException(ExitCode.GateError, $"gate {verb}: no such verb; there are run, await, mark, probe, install and status"),
    };
}
