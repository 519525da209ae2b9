namespace PodOrder.Gate.Tests.Transparency;

/// <summary>DESIGN, section 6: the gate cannot be noticed. One application reports itself without and with the gate, line by line.</summary>
public sealed class TransparencyTests
{
    /// <summary>Number, soft and hard limit of each of the 16 (getrlimit(2)).</summary>
    private const string EveryLimit =
        "0 600 1200, 1 100000000 200000000, 2 500000000 600000000, 3 1048576 2097152, 4 1 2, 5 1000000000 2000000000, 6 9000 9001, 7 333 4444, "
        + "8 4096 8192, 9 200000000 300000000, 10 5 6, 11 70 80, 12 8000 9000, 13 0 0, 14 0 0, 15 1000000 2000000";

    private const string Infinity = "18446744073709551615";

    private static readonly Dictionary<string, Setting> s_settings = new()
    {
        ["nothing special"] = new(),
        ["arguments of any bytes"] = new() { Arguments = ["arg:", "arg: a  b", "arg:$(X) `y` \"'\\", "arg:--", "arg:ü€😀", "arg:\uDCFF\uDC80z", "arg:\t"] },
        ["environment of any bytes"] = new()
        {
            Environment = ["PATH=/usr/bin:/bin", "A=1", "A=2", "EMPTY=", "NOEQUALS", "=X", "U=ü€😀", "B=\uDCFE\uDC81", "LINES=a=b=c", "DOTNET_GCHeapHardLimit=1"],
        },
        ["empty environment"] = new() { Environment = [] },
        ["a long argument and environment"] = new()
        {
            Arguments = ["arg:" + new string('x', 100_000)], Environment = [.. Enumerable.Range(0, 2000).Select(i => $"V{i}={new string('y', 200)}")],
        },
        ["working directory"] = new("--cwd", "/usr/share"),
        ["umask"] = new("--umask", "027"),
        ["no umask"] = new("--umask", "000"),
        ["nice"] = new("--nice", "7"),
        ["oom score"] = new("--oom", "777"),
        ["limit of descriptors, soft below hard"] = new("--limit", "7", "333", "4444"),
        ["every limit, soft below hard"] = new([.. EveryLimit.Split(", ").SelectMany(limit => new[] { "--limit" }.Concat(limit.Split(' ')))]),
        ["a stack without a limit"] = new("--limit", "3", Infinity, Infinity),
        ["priority of input and output"] = new("--io-class", "2"),
        ["batch scheduling"] = new("--batch"),
        ["SIGPIPE ignored"] = new("--ignore", "13"),
        ["many signals ignored"] = new("--ignore", "1", "--ignore", "2", "--ignore", "15", "--ignore", "17", "--ignore", "34", "--ignore", "64"),
        ["signals blocked"] = new("--block", "10", "--block", "15", "--block", "17", "--block", "35", "--block", "64"),
        ["another user"] = new("--groups", "7,8,9", "--gid", "2345", "--uid", "1234"),
        ["another user without capabilities"] = new("--groups", "-", "--gid", "65534", "--uid", "65534", "--drop-capabilities", "--no-new-privileges"),
        ["another user with an ambient capability"] = new("--ambient", "10", "--no-new-privileges"),
        ["root without capabilities"] = new("--drop-capabilities"),
        ["no new privileges"] = new("--no-new-privileges"),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var setting in s_settings.Keys)
            {
                cases.Add(setting, "executed");
                cases.Add(setting, "executed after a wait");
                cases.Add(setting, "supervised");
                cases.Add(setting, "supervised after a wait");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_application_notices_nothing(string circumstances, string way)
    {
        var setting = s_settings[circumstances];
        if (setting.Options.Intersect(["--uid", "--drop-capabilities", "--ambient"]).Any())
            Requires.Root();
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        string[] flags =
        [
            .. way.StartsWith("supervised", StringComparison.Ordinal) ? new[] { "--record=started", "--record=ended" } : [],
            .. way.EndsWith("wait", StringComparison.Ordinal) ? new[] { "--after=db:started" } : [],
        ];
        Assert.Equal(await setting.Report(shared, null), await setting.Report(shared, flags));
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task Open_descriptors_are_handed_on_and_none_is_added(string way)
    {
        using SharedDirectory shared = new("web");
        using var file = File.OpenHandle(Path.Combine(shared.Root, "epoch"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var (reading, writing) = Descriptor.Pipe();
        using (reading)
        using (writing)
        {
            var setting = new Setting
            {
                Descriptors = new Dictionary<int, int> { [3] = file.DangerousGetHandle().ToInt32(), [7] = reading.Number, [100] = writing.Number },
            };
            var plain = await setting.Report(shared, null);
            Assert.Contains(plain, line => line.StartsWith("descriptor 100:", StringComparison.Ordinal));
            Assert.Equal(plain, await setting.Report(shared, way == "supervised" ? ["--record=ended"] : []));
        }
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task Descriptors_that_were_closed_stay_closed(string way)
    {
        using SharedDirectory shared = new("web");
        string[] gate = [shared.Gate, "run", "--self=web", .. way == "supervised" ? new[] { "--record=ended" } : [], "--"];
        string[] application = ["/bin/sh", "-c", "ls /proc/$$/fd >" + shared.Root + "/descriptors"];
        await using var process = GateProcess.Start(new Launch
        {
            Path = "/bin/sh", Arguments = ["sh", "-c", "exec \"$@\" <&- 2>&-", "sh", .. gate, .. application],
        });
        Assert.Equal(ExitStatus.Exited(0), await process.Ended());
        await using var plain = GateProcess.Start(new Launch
        {
            Path = "/bin/sh",
            Arguments = ["sh", "-c", "exec \"$@\" <&- 2>&-", "sh", "/bin/sh", "-c", "ls /proc/$$/fd >" + shared.Root + "/plain"],
        });
        await plain.Ended();
        Assert.Equal(File.ReadAllText(Path.Combine(shared.Root, "plain")), File.ReadAllText(Path.Combine(shared.Root, "descriptors")));
    }

    [Fact]
    public async Task An_executed_application_is_the_process_that_was_the_gate()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, "run", "--self=web", "--record=started", "--", "/bin/sh", "-c", "echo $$");
        await gate.Ended();
        Assert.Equal($"{gate.Id}\n", gate.Out.Text);
    }

    [Theory]
    [InlineData("executed")]
    [InlineData("supervised")]
    public async Task Standard_input_passes_through_to_its_end(string way)
    {
        using SharedDirectory shared = new("web");
        var launch = shared.Launch(["run", "--self=web", .. way == "supervised" ? new[] { "--record=ended" } : [], .. App.Does("cat", "say", "end")]);
        await using var gate = GateProcess.Start(launch with { Input = true });
        gate.Write("one\ntwo\n");
        gate.CloseInput();
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.Equal("one\ntwo\nend\n", gate.Out.Text);
    }

    [Fact]
    public async Task What_comes_on_standard_input_during_the_wait_is_left_to_the_application()
    {
        using SharedDirectory shared = new("db", "web");
        var launch = shared.Launch(["run", "--self=web", "--after=db:started", .. App.Does("cat")]);
        await using var gate = GateProcess.Start(launch with { Input = true });
        gate.Write("early\n");
        await gate.Error.Line("waiting");
        shared.Record("db", "started");
        gate.CloseInput();
        await gate.Ended();
        Assert.Equal("early\n", gate.Out.Text);
    }
}
