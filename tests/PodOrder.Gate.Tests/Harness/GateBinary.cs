using System.Runtime.InteropServices;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The published gate, built once where it is absent.</summary>
internal static class GateBinary
{
    private static readonly Lazy<string> s_plain = new(() => Find("gate"));
    private static readonly Lazy<string> s_tls = new(() => Find("gate-tls"));

    public static string Plain => s_plain.Value;

    public static string Tls => s_tls.Value;

    public static string Architecture { get; } = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

    public static string Folder { get; } = Path.Combine(Repository.Root, "out", "linux-" + Architecture);

    /// <summary>
    /// Puts a program at a path by a hard link, or by another process: what this process had open for writing while a thread of
    /// it starts a child could not be executed (ETXTBSY).
    /// </summary>
    public static void Place(string program, string path)
    {
        if (Libc.link(program, path) < 0)
            Tool.Run("/bin/cp", program, path);
    }

    private static string Find(string name)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path))
            Tool.Run(Path.Combine(Repository.Root, "build.sh"), Architecture, name);
        return File.Exists(path) ? path : throw new InvalidOperationException($"./build.sh {Architecture} {name} made no {path}.");
    }
}
