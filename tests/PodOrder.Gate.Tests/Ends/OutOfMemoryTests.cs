namespace PodOrder.Gate.Tests.Ends;

public sealed class OutOfMemoryTests
{
    private const long Limit = 16L << 20;

    private static Task<Container> Dependency(SharedDirectory shared, MemoryCgroup cgroup, params string[] words) => Container.Start(
        shared, "db", ["run", "--self=db", "--restart-policy=Never", "--record=started", "--record=ended", .. App.DoesInside(words)],
        before: ["--cgroup", cgroup.Path]);

    [Fact]
    public async Task An_application_that_the_kernel_ends_alone_has_ended_with_137()
    {
        Requires.Root();
        Requires.MemoryCgroup();
        using SharedDirectory shared = new("db", "web");
        using var cgroup = MemoryCgroup.Create(Limit);
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:succeeded", "--restart-policy=Never", .. App.Does("say", "never")]);
        await using var dependency = await Dependency(shared, cgroup, "eat");
        Assert.Equal(ExitStatus.Exited(137), await dependency.Ended());
        Assert.Equal("137", await shared.Recorded("db", "ended"));
        Assert.Equal(ExitStatus.Exited(121), await waiter.Ended());
    }

    [Theory]
    [InlineData("before its records", 121)]
    [InlineData("between its records", 121)]
    [InlineData("after its records", 0)]
    public async Task A_container_whose_every_process_the_kernel_ends_has_died_without_a_word_unless_it_had_told_its_end(string moment, int code)
    {
        Requires.Root();
        Requires.MemoryCgroup();
        using SharedDirectory shared = new("base", "db", "web");
        using var cgroup = MemoryCgroup.Create(Limit);
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", "--after=db:completed", "--restart-policy=Never", .. App.Does("exit", "0")]);
        await using var dependency = await Container.Start(
            shared, "db",
            ["run", "--self=db", "--restart-policy=Never", "--after=base:started", "--record=started", "--record=ended", "--linger=1m", .. App.DoesInside("cat")],
            before: ["--cgroup", cgroup.Path], input: true);
        await dependency.Process.Error.Line("waiting");
        if (moment != "before its records")
        {
            shared.Record("base", "started");
            await shared.Recorded("db", "started");
        }

        if (moment == "after its records")
        {
            dependency.Process.CloseInput();
            await shared.Recorded("db", "ended");
        }

        cgroup.EndAll();
        await dependency.Ended();
        Assert.Equal(code == 0, shared.Has("db", "ended"));
        Assert.Equal(ExitStatus.Exited(code), await waiter.Ended());
    }

    [Fact]
    public async Task Waiting_and_supervising_fit_into_16_MiB()
    {
        Requires.Root();
        Requires.MemoryCgroup();
        using SharedDirectory shared = new("base", "db");
        using var cgroup = MemoryCgroup.Create(Limit);
        await using var container = await Container.Start(
            shared, "db", ["run", "--self=db", "--after=base:started", "--record=ended", .. App.DoesInside("exit", "4")], before: ["--cgroup", cgroup.Path]);
        await container.Process.Error.Line("waiting");
        shared.Record("base", "started");
        Assert.Equal(ExitStatus.Exited(4), await container.Ended());
    }
}
