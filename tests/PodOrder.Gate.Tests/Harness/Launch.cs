namespace PodOrder.Gate.Tests.Harness;

/// <summary>What to execute and with what: nothing of the test process is handed down but what stands here.</summary>
internal sealed record Launch
{
    /// <summary>The file to execute.</summary>
    public required string Path { get; init; }

    /// <summary>The whole argv, argv[0] included (<see cref="ByteString"/>).</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment, `NAME=value` each.</summary>
    public IReadOnlyList<string> Environment { get; init; } = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>Whether stdin is a pipe the test writes to; else it is at its end from the start.</summary>
    public bool Input { get; init; }

    /// <summary>Whether it leads a session, as a container's first process does; else only a process group, as a shell's job does.</summary>
    public bool Session { get; init; } = true;

    /// <summary>Descriptors of the test by the number they get in the process; they may replace 0, 1 and 2.</summary>
    public IReadOnlyDictionary<int, int> Descriptors { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether it has something to tell the test on descriptor 9.</summary>
    public bool Tells { get; private init; }

    /// <summary>The same, halted at the moments of its wait (Probe/halt.c).</summary>
    public Launch Halted() => this with { Tells = true, Path = CPrograms.Halt, Arguments = ["halt", Path, .. Arguments] };

    /// <summary>The same, started by `enter` with these options (Probe/enter.c).</summary>
    public Launch Within(params string[] options) => this with
    {
        Tells = true,
        Path = CPrograms.Enter,
        Arguments = ["enter", .. options, "--", Path, .. Arguments],
    };
}
