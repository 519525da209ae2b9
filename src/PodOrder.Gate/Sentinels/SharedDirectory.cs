using System.Text;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Startup;

namespace PodOrder.Gate.Sentinels;

/// <summary>The Pod's shared emptyDir (the root), as this process sees it.</summary>
internal sealed class SharedDirectory
{
    private SharedDirectory(string path, Epoch epoch)
    {
        Path = path;
        Epoch = epoch;
    }

    public string Path { get; }

    public Epoch Epoch { get; }

    /// <summary>Opens the shared directory that this gate lies in.</summary>
    /// <exception cref="GateException">There is none, or podorder-install has not run in it.</exception>
    public static SharedDirectory Open()
    {
        var path = Locate();
        var root = Files.Open(Libc.AtWorkingDirectory, CString.Of(path), Libc.ReadOnly | Libc.Directory);
        if (root < 0)
            throw new GateException(ExitCode.GateError, $"the shared directory {path} cannot be opened ({Libc.Describe(-root)}); mount the volume that podorder-install prepares");

        var epoch = Epoch.Read(root);
        Libc.Close(root);
        return new SharedDirectory(path, epoch ?? throw new GateException(ExitCode.GateError,
            $"{path}/epoch is missing or malformed; the init container podorder-install must run before this container"));
    }

    /// <summary>Path of a container's state directory.</summary>
    /// <exception cref="GateException">The name is none of a container, and could lead elsewhere.</exception>
    public string StateOf(string container)
    {
        var isName = container.Length > 0;
        foreach (var letter in container) isName &= char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-';
        if (!isName) throw new GateException(ExitCode.GateError, $"\"{container}\" is no container's name");
        return $"{Path}/state/{container}";
    }

    /// <summary>The Pod's first address, the one that kubelet probes; null where it is not known.</summary>
    public string? PodAddress()
    {
        Span<byte> buffer = stackalloc byte[512];
        var addresses = new Line(Files.Read(Libc.AtWorkingDirectory, CString.Of($"{Path}/pod-ips"), buffer));
        var first = Encoding.UTF8.GetString(addresses.Word());
        return first.Length > 0 ? first : null;
    }

    /// <summary>The root is where <c>&lt;root&gt;/bin/gate</c> lies: told by argv[0], else by the kernel.</summary>
    private static unsafe string Locate()
    {
        const int LongestPath = 4096;
        var called = CString.Read(Inherited.Arguments[0]);
        if (RootOf(called) is { } root) return root;

        Span<byte> buffer = stackalloc byte[LongestPath];
        nint length;
        fixed (byte* link = "/proc/self/exe"u8, target = buffer)
            length = Libc.ReadLink(link, target, LongestPath);
        return (length > 0 ? RootOf(Encoding.UTF8.GetString(buffer[..(int)length])) : null)
            ?? throw new GateException(ExitCode.GateError,
                $"\"{called}\" does not lie in the bin directory of a shared volume; start it as <volume>/bin/gate, as the webhook does");
    }

    /// <summary>The root of an absolute path <c>&lt;root&gt;/bin/&lt;name&gt;</c>, else null.</summary>
    internal static string? RootOf(string executable)
    {
        const string Folder = "/bin/";
        var folder = executable.LastIndexOf(Folder, StringComparison.Ordinal);
        var isInside = folder > 0 && executable[0] == '/' && executable.IndexOf('/', folder + Folder.Length) < 0;
        return isInside ? executable[..folder] : null;
    }
}
