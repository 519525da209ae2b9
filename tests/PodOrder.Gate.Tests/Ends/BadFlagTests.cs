namespace PodOrder.Gate.Tests.Ends;

public sealed class BadFlagTests
{
    [Theory]
    [InlineData("")]
    [InlineData("dance")]
    [InlineData("run")]
    [InlineData("run --self=web")]
    [InlineData("run --self=web --")]
    [InlineData("run --self=web --after=db:done -- /bin/true")]
    [InlineData("run --self=web --after=db -- /bin/true")]
    [InlineData("run --self=web --after=:ready -- /bin/true")]
    [InlineData("run --self=web --frobnicate -- /bin/true")]
    [InlineData("run --self=web --park=yes -- /bin/true")]
    [InlineData("run --self=web --timeout=soon -- /bin/true")]
    [InlineData("run --self=web --timeout= -- /bin/true")]
    [InlineData("run --self=web --timeout=10 -- /bin/true")]
    [InlineData("run --self=web --timeout=-1s -- /bin/true")]
    [InlineData("run --self=web --record=everything -- /bin/true")]
    [InlineData("run --self=web --restart-policy=Sometimes -- /bin/true")]
    [InlineData("run --self=web --check=tcp:5432 -- /bin/true")]
    [InlineData("run --self=web --after=db:ready --check=tcp:http -- /bin/true")]
    [InlineData("run --self=web --after=db:ready --check=tcp:65536 -- /bin/true")]
    [InlineData("run --self=web --after=db:ready --check=smtp:25 -- /bin/true")]
    [InlineData("run --self=web --after=db:ready --check=exec:1 -- /bin/true /bin/true")]
    [InlineData("run --self=web --after=db:ready --check=http:80/ --successes=0 -- /bin/true")]
    [InlineData("run --self=web --after=db:ready --check=http:80/ --header=nonsense -- /bin/true")]
    [InlineData("run --self=web --stop-signal=SIGNONE -- /bin/true")]
    [InlineData("run --self=web --hook=exec:9 -- /bin/true")]
    [InlineData("run --self=../web -- /bin/true")]
    [InlineData("run --self=web --after=../db:started -- /bin/true")]
    [InlineData("probe --self=web")]
    [InlineData("probe --record -- /bin/true")]
    [InlineData("mark --self=web ended")]
    [InlineData("mark --self=web")]
    [InlineData("install --container=web")]
    [InlineData("install --root=/nowhere/at/all --container=web")]
    [InlineData("install --root=/tmp --container=web=Sometimes")]
    [InlineData("status --verbose")]
    public async Task A_command_line_that_cannot_be_read_ends_with_125_and_a_sentence(string line)
    {
        using SharedDirectory shared = new("db", "web");
        await using var gate = GateProcess.Start(shared, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitStatus.Exited(125), await gate.Ended());
        Assert.StartsWith("podorder: ", gate.Error.Lines[0], StringComparison.Ordinal);
        Assert.Empty(gate.Out.Text);
    }

    [Fact]
    public async Task A_flag_that_is_unknown_is_named()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, "run", "--self=web", "--frobnicate=7", "--", "/bin/true");
        await gate.Ended();
        Assert.Contains("--frobnicate", gate.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_the_two_dashes_is_never_a_flag()
    {
        using SharedDirectory shared = new("web");
        await using var gate = GateProcess.Start(shared, "run", "--self=web", "--", "/bin/echo", "--frobnicate", "--", "x");
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
        Assert.Equal("--frobnicate -- x\n", gate.Out.Text);
    }

    [Theory]
    [InlineData("500ms")]
    [InlineData("1m30s")]
    [InlineData("90s")]
    [InlineData("10m")]
    [InlineData("1h")]
    [InlineData("1.5s")]
    [InlineData("0")]
    public async Task A_duration_is_written_as_in_Go(string duration)
    {
        using SharedDirectory shared = new("db", "web");
        shared.Record("db", "started");
        await using var gate = GateProcess.Start(shared, "run", "--self=web", "--after=db:started", $"--timeout={duration}", "--", "/bin/true");
        Assert.Equal(ExitStatus.Exited(0), await gate.Ended());
    }

    [Fact]
    public async Task A_directory_without_an_epoch_is_an_error_of_its_own()
    {
        using SharedDirectory shared = new("web");
        File.Delete(Path.Combine(shared.Root, "epoch"));
        await using var gate = GateProcess.Start(shared, "run", "--self=web", "--after=db:started", "--", "/bin/true");
        Assert.Equal(ExitStatus.Exited(125), await gate.Ended());
        Assert.Contains("epoch", gate.Error.Text, StringComparison.Ordinal);
    }
}
