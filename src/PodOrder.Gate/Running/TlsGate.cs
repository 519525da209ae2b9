using System.Runtime.InteropServices;
using PodOrder.Gate.Checks;
using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Running;

/// <summary>The same program with a TLS library, three times as large: it takes the gate's place where a check needs it.</summary>
internal static unsafe class TlsGate
{
    /// <summary>Becomes gate-tls where a check is https and this program cannot make it.</summary>
    /// <exception cref="GateException">gate-tls is not installed.</exception>
    public static void Require(SharedDirectory shared, Check? check)
    {
#if !TLS
        if (check?.Kind != CheckKind.Https) return;

        var path = $"{shared.Path}/bin/gate-tls";
        Inherited.Arguments[0] = (byte*)Marshal.StringToCoTaskMemUTF8(path); // by which it finds the shared directory
        try
        {
            Process.Become(CString.Of(path), new Command(Inherited.Arguments));
        }
        catch (GateException error)
        {
            throw new GateException(ExitCode.GateError, $"{check.Describe()} needs {path}, which podorder-install puts there with --tls; {error.Message}");
        }
#endif
    }
}
