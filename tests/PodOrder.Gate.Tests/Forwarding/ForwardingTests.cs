using System.Diagnostics;

namespace PodOrder.Gate.Tests.Forwarding;

public sealed class ForwardingTests
{
    private const int FirstOfTheLibrary = 32;
    private const int SecondOfTheLibrary = 33;

    public static TheoryData<int> Catchable =>
        [.. Enumerable.Range(1, 64).Except([Signals.Kill, Signals.Stop, FirstOfTheLibrary, SecondOfTheLibrary])];

    private static string[] Supervise(params string[] words) => ["run", "--self=web", "--record=ended", .. App.Does(words)];

    [Theory]
    [MemberData(nameof(Catchable))]
    public async Task Every_signal_that_can_be_caught_is_forwarded(int signal)
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, Supervise("signals"));
        await gate.Out.Line("ready");
        gate.Signal(signal);
        await gate.Out.Line($"signal {signal}");
        Assert.True(gate.IsRunning);
    }

    [Fact]
    public async Task Different_signals_at_once_all_arrive()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, Supervise("signals"));
        await gate.Out.Line("ready");
        int[] all = [Signals.Hup, Signals.Int, Signals.Quit, Signals.Usr1, Signals.Usr2, Signals.Winch, Signals.Term, 40, 50, 60];
        foreach (var signal in all)
            gate.Signal(signal);
        foreach (var signal in all)
            await gate.Out.Line($"signal {signal}");
        Assert.Equal(all.Length, gate.Out.Lines.Length - 1);
    }

    [Fact]
    public async Task Every_one_of_many_queued_real_time_signals_arrives()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, Supervise("signals"));
        await gate.Out.Line("ready");
        for (var i = 0; i < 100; i++)
            gate.Signal(42);
        await Eventually.True(() => gate.Out.Lines.Length == 101, "100 signals");
    }

    [Fact]
    public async Task A_value_that_comes_with_a_signal_goes_on_with_it()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, Supervise("signals"));
        await gate.Out.Line("ready");
        Assert.Equal(0, Libc.sigqueue(gate.Id, 40, 4711));
        await gate.Out.Line("signal 40 value 4711");
    }

    [Fact]
    public async Task As_a_shells_job_SIGTSTP_stops_the_application_and_SIGCONT_lets_it_go_on()
    {
        // The kernel stops nobody by SIGTSTP in a process group without a shell: there, too, the gate changes nothing.
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared.Launch(Supervise("on", "15", "3", "say", "up", "pause")) with { Session = false });
        await gate.Out.Line("up");
        var application = await ProcessTable.ChildOf(gate.Id);
        gate.Signal(Signals.Tstp);
        await Eventually.True(() => ProcessTable.State(application) == 'T', "a stopped application");
        gate.Signal(Signals.Cont);
        await Eventually.True(() => ProcessTable.State(application) == 'S', "an application that goes on");
        gate.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(3), await gate.Ended());
    }

    [Fact]
    public async Task A_SIGCONT_that_comes_right_after_the_stop_is_not_lost()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared.Launch(Supervise("on", "15", "3", "say", "up", "pause")) with { Session = false });
        await gate.Out.Line("up");
        var application = await ProcessTable.ChildOf(gate.Id);
        // While the gate cannot look, both the news of the stop and the SIGCONT come.
        gate.Signal(Signals.Stop);
        await Eventually.True(() => ProcessTable.State(gate.Id) == 'T', "a stopped gate");
        _ = Libc.kill(application, Signals.Stop);
        await Eventually.True(() => ProcessTable.State(application) == 'T', "a stopped application");
        gate.Signal(Signals.Cont);
        await Eventually.True(() => ProcessTable.State(application) == 'S', "an application that goes on");
        gate.Signal(Signals.Term);
        Assert.Equal(ExitStatus.Exited(3), await gate.Ended());
    }

    [Fact]
    public async Task A_stopped_application_can_still_be_ended()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, Supervise("say", "up", "pause"));
        await gate.Out.Line("up");
        var application = await ProcessTable.ChildOf(gate.Id);
        _ = Libc.kill(application, Signals.Stop);
        await Eventually.True(() => ProcessTable.State(application) == 'T', "a stopped application");
        _ = Libc.kill(application, Signals.Kill);
        Assert.Equal(137, (await gate.Ended()).AsReported);
    }

    [Fact]
    public async Task No_SIGTERM_is_lost_at_any_moment_of_the_start()
    {
        for (var run = 0; run < 250; run++)
        {
            using SharedDirectory shared = new("web");
            await using var gate = GateProcess.Start(shared, Supervise("pause"));
            for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalMilliseconds < run * 0.02;)
                Thread.SpinWait(20);
            gate.Signal(Signals.Term);
            Assert.Equal(143, (await gate.Ended()).AsReported);
            Assert.False(shared.Has("web", "ended"), "an end by order is no result");
        }
    }

    [Fact]
    public async Task As_PID_1_no_SIGTERM_is_lost_once_the_gate_is_awake()
    {
        Requires.Root();
        using SharedDirectory shared = new("web");
        for (var run = 0; run < 60; run++)
        {
            await using var container = await Container.Start(shared, "web", ["run", "--self=web", "--record=ended", .. App.DoesInside("pause")]);
            // The kernel drops what PID 1 has neither blocked nor handled, for every program there is; from here on it is the gate's to keep.
            await Eventually.True(
                () => ProcessTable.Masks(container.InitId, "SigBlk", Signals.Term) || ProcessTable.Masks(container.InitId, "SigCgt", Signals.Term), "a gate awake");
            for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalMilliseconds < run * 0.05;)
                Thread.SpinWait(20);
            container.Signal(Signals.Term);
            Assert.Equal(143, (await container.Ended()).AsReported);
        }
    }

    [Fact]
    public async Task No_SIGTERM_is_lost_at_the_moment_of_opening()
    {
        for (var run = 0; run < 150; run++)
        {
            using SharedDirectory shared = new("db", "web");
            var way = run % 2 == 0 ? new[] { "--record=ended" } : [];
            await using var gate = GateProcess.Start(shared, ["run", "--self=web", "--after=db:started", .. way, .. App.Does("pause")]);
            await gate.Error.Line("waiting");
            shared.Record("db", "started");
            for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalMilliseconds < run * 0.01;)
                Thread.SpinWait(20);
            gate.Signal(Signals.Term);
            Assert.Equal(143, (await gate.Ended()).AsReported);
        }
    }
}
