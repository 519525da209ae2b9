using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate;

/// <summary>Lines for the person who reads the container's log.</summary>
internal static class StandardError
{
    private const int Descriptor = 2;

    /// <summary>Writes one line in one piece; that nobody reads it is no error.</summary>
    public static void WriteLine(string text) => Files.Write(Descriptor, Encoding.UTF8.GetBytes($"podorder: {text}\n"));
}
