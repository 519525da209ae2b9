namespace PodOrder.Gate.Tests.Transparency;

/// <summary>The application is found as a container runtime finds it: by the container's own PATH.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task A_name_without_a_slash_is_looked_up_in_PATH_and_stays_argv_0(string way)
    {
        using SharedDirectory shared = new("web");
        var (first, second) = (Folder(shared, "first"), Folder(shared, "second"));
        File.WriteAllText(Path.Combine(first, "tool"), "#!/bin/sh\necho not executable\n");
        Directory.CreateDirectory(Path.Combine(Folder(shared, "third"), "tool"));
        File.CreateSymbolicLink(Path.Combine(second, "tool"), "/bin/busybox");
        await using var gate = Start(shared, way, $"PATH=/no/such:{first}:{Path.Combine(shared.Root, "third")}:{second}", "tool");
        await gate.Ended();
        // busybox goes by argv[0]: that it knows no applet "tool" shows that this is its name.
        Assert.Contains("tool: applet not found", gate.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_path_is_seen_from_the_working_directory()
    {
        using SharedDirectory shared = new("web");
        var folder = Folder(shared, "folder");
        File.Copy(CPrograms.Probe, Path.Combine(folder, "tool"));
        await using var gate = GateProcess.Start(shared.Launch("run", "--self=web", "--", "./tool", "exit", "9").Within("--cwd", folder));
        Assert.Equal(ExitStatus.Exited(9), await gate.Ended());
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task A_file_that_nobody_may_execute_gives_126_and_one_nowhere_in_PATH_127(string way)
    {
        using SharedDirectory shared = new("web");
        var folder = Folder(shared, "folder");
        File.WriteAllText(Path.Combine(folder, "tool"), "#!/bin/sh\n");
        await using var present = Start(shared, way, $"PATH={folder}", "tool");
        Assert.Equal(ExitStatus.Exited(126), await present.Ended());
        await using var absent = Start(shared, way, $"PATH={folder}", "other");
        Assert.Equal(ExitStatus.Exited(127), await absent.Ended());
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task A_file_of_no_known_format_gives_126(string way)
    {
        using SharedDirectory shared = new("web");
        var tool = Path.Combine(Folder(shared, "folder"), "tool");
        File.WriteAllText(tool, "no program\n");
        _ = Libc.chmod(tool, 0b111_101_101);
        await using var gate = Start(shared, way, "PATH=/bin", tool);
        Assert.Equal(ExitStatus.Exited(126), await gate.Ended());
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task A_script_whose_interpreter_is_missing_gives_127_or_126_and_names_the_script(string way)
    {
        using SharedDirectory shared = new("web");
        var tool = Path.Combine(Folder(shared, "folder"), "tool");
        File.WriteAllText(tool, "#!/no/such/interpreter\n");
        _ = Libc.chmod(tool, 0b111_101_101);
        await using var gate = Start(shared, way, "PATH=/bin", tool);
        Assert.True((await gate.Ended()).Code is 126 or 127);
        Assert.Contains(tool, gate.Error.Text, StringComparison.Ordinal);
    }

    private static GateProcess Start(SharedDirectory shared, string way, string path, string program) => GateProcess.Start(
        shared.Launch(["run", "--self=web", .. way == "supervised" ? new[] { "--record=ended" } : [], "--", program]) with { Environment = [path] });

    private static string Folder(SharedDirectory shared, string name) => Directory.CreateDirectory(Path.Combine(shared.Root, name)).FullName;
}
