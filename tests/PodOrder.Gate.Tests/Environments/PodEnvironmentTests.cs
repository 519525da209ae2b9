namespace PodOrder.Gate.Tests.Environments;

/// <summary>The gate as PID 1 where Pods put it.</summary>
public sealed class PodEnvironmentTests
{
    private static readonly Dictionary<string, (string[] Before, string[] After)> s_circumstances = new()
    {
        ["an empty root without proc"] = ([], []),
        ["an empty root with proc"] = (["--proc", "ROOT/proc"], []),
        ["a read-only root"] = (["--bind-ro", "ROOT", "ROOT", "--bind-ro", "SHARED", "ROOT/podorder", "--bind", "STATE", "ROOT/podorder/state/web"], []),
        ["a random user"] = ([], ["--groups", "-", "--gid", "1000650000", "--uid", "1000650000"]),
        ["no capabilities"] = ([], ["--drop-capabilities", "--no-new-privileges"]),
        ["a random user without capabilities on a read-only root"] = (
            ["--bind-ro", "ROOT", "ROOT", "--bind-ro", "SHARED", "ROOT/podorder", "--bind", "STATE", "ROOT/podorder/state/web"],
            ["--groups", "-", "--gid", "65532", "--uid", "65532", "--drop-capabilities", "--no-new-privileges"]),
        ["noexec on /tmp"] = (["--noexec", "ROOT/tmp"], []),
        ["no process besides the application"] = ([], ["--groups", "-", "--gid", "54321", "--uid", "54321", "--limit", "6", "2", "2"]),
        ["few descriptors"] = (["--limit", "7", "12", "12"], []),
        ["a seccomp profile older than the kernel"] = ([], ["--old-profile"]),
        ["a small stack"] = (["--limit", "3", "131072", "131072"], []),
        ["little address space"] = (["--limit", "9", "100000000", "100000000"], []),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var circumstances in s_circumstances.Keys)
            {
                cases.Add(circumstances, "executed");
                cases.Add(circumstances, "supervised");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_waits_starts_and_ends_as_everywhere(string circumstances, string way)
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        var root = Path.Combine(shared.Root, "rootfs-web");
        string[] fill(string[] options) => [.. options.Select(option => option
            .Replace("ROOT", root, StringComparison.Ordinal)
            .Replace("SHARED", shared.Root, StringComparison.Ordinal)
            .Replace("STATE", shared.StateOf("web"), StringComparison.Ordinal))];
        var (before, after) = s_circumstances[circumstances];
        string[] records = ["--record=started", .. way == "supervised" ? new[] { "--record=ended" } : []];
        await using var container = await Container.Start(
            shared, "web", ["run", "--self=web", "--after=db:started", .. records, .. App.DoesInside("say", "hello", "exit", "9")], fill(before), fill(after));
        await container.Process.Error.Line("waiting for db: started");
        shared.Record("db", "started");
        Assert.Equal(ExitStatus.Exited(9), await container.Ended());
        Assert.Equal("hello\n", container.Process.Out.Text);
        Assert.Equal("", await shared.Recorded("web", "started"));
        if (way == "supervised")
            Assert.Equal("9", await shared.Recorded("web", "ended"));
    }

    [Fact]
    public async Task A_waiting_PID_1_ends_by_SIGTERM_at_once()
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        await using var container = await Container.Start(shared, "web", ["run", "--self=web", "--after=db:started", .. App.DoesInside("exit", "0")]);
        await container.Process.Error.Line("waiting");
        container.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(143), await container.Process.Ended(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task Two_containers_of_different_users_see_each_others_records_and_locks_through_read_only_mounts()
    {
        Requires.Root();
        using SharedDirectory shared = new("db", "web");
        await using var web = await Container.Start(
            shared, "web", ["run", "--self=web", "--after=db:succeeded", "--restart-policy=Never", .. App.DoesInside("exit", "0")],
            after: ["--groups", "-", "--gid", "1001", "--uid", "1001", "--drop-capabilities"]);
        await web.Process.Error.Line("waiting");
        await using var db = await Container.Start(
            shared, "db", ["run", "--self=db", "--restart-policy=Never", "--record=ended", .. App.DoesInside("say", "up", "pause")],
            after: ["--groups", "-", "--gid", "1002", "--uid", "1002", "--drop-capabilities"]);
        await db.Process.Out.Line("up");
        Assert.True(web.Process.IsRunning);
        db.Signal(Signals.Kill);
        Assert.Equal(ExitStatus.Exited(121), await web.Ended());
    }

    [Fact]
    public async Task A_state_that_another_user_began_is_taken_over()
    {
        Requires.Root();
        using SharedDirectory shared = new("db");
        foreach (var user in new[] { "1001", "1002", "0" })
        {
            await using var db = await Container.Start(
                shared, "db", ["run", "--self=db", "--record=started", "--record=ended", .. App.DoesInside("exit", "3")],
                after: ["--groups", "-", "--gid", user, "--uid", user, "--drop-capabilities"]);
            Assert.True((await db.Ended()) == ExitStatus.Exited(3), db.Process.Error.Text);
        }
    }
}
