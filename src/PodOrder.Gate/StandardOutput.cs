using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate;

/// <summary>Text that was asked for: a probe's reason, the status table.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>Writes one line.</summary>
    public static void WriteLine(string text) => Files.Write(Descriptor, Encoding.UTF8.GetBytes(text + "\n"));
}
