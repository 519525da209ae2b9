namespace PodOrder.Gate.Tests.Harness;

/// <summary>The programs of Probe/, compiled statically once a run.</summary>
internal static class CPrograms
{
    private static readonly Lazy<string> s_folder = new(MakeFolder);
    private static readonly Lazy<string> s_probe = new(() => Compile("probe"));
    private static readonly Lazy<string> s_enter = new(() => Compile("enter"));
    private static readonly Lazy<string> s_halt = new(() => Compile("halt"));

    /// <summary>The application of the tests.</summary>
    public static string Probe => s_probe.Value;

    /// <summary>What a container runtime does between clone and exec.</summary>
    public static string Enter => s_enter.Value;

    /// <summary>Halts a gate at the moments of its wait.</summary>
    public static string Halt => s_halt.Value;

    /// <summary>A source of Probe/ (or any C file) as a static program.</summary>
    /// <exception cref="InvalidOperationException">No C compiler, or no static libc.</exception>
    public static string Compile(string name, string? source = null)
    {
        source ??= Path.Combine(Repository.Root, "tests", "PodOrder.Gate.Tests", "Probe", name + ".c");
        var program = Path.Combine(s_folder.Value, name);
        var compiler = new[] { "/usr/bin/clang", "/usr/bin/gcc", "/usr/bin/cc" }.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The tests compile their own application: install clang or gcc, and libc6-dev.");
        Tool.Run(compiler, "-std=gnu17", "-O1", "-Wall", "-static", "-o", program, source);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
        return program;
    }

    private static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("podorder-probe-").FullName;
        _ = Libc.chmod(folder, 0b111_101_101);
        return folder;
    }

    private static void Remove()
    {
        // Orphans that a test left to the gate, which has ended before them.
        foreach (var process in ProcessTable.Executing(s_folder.Value))
            _ = Libc.kill(process, Signals.Kill);
        if (Directory.Exists(s_folder.Value))
            Directory.Delete(s_folder.Value, recursive: true);
    }
}
