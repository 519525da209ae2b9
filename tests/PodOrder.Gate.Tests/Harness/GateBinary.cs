using System.Runtime.InteropServices;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The published gate, published once where it is absent or older than its source.</summary>
internal static class GateBinary
{
    private static readonly Lazy<string> s_plain = new(() => Find("gate"));
    private static readonly Lazy<string> s_tls = new(() => Find("gate-tls"));

    public static string Plain => s_plain.Value;

    public static string Tls => s_tls.Value;

    public static string Folder { get; } = Path.Combine(
        Repository.Root, "out", RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64");

    private static string Find(string name)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path))
            Publish();
        return File.Exists(path) ? path : throw new InvalidOperationException($"Publishing src/PodOrder.Gate made no {path}.");
    }

    private static void Publish() => Tool.Run(
        "dotnet", "publish", Path.Combine("src", "PodOrder.Gate"), "-c", "Release", "-r", Path.GetFileName(Folder), "-o", Folder, "-nodeReuse:false");
}
