namespace PodOrder.Gate.Tests.Waiting;

/// <summary>
/// docs/protocol.md, "What is true of a dependency", line by line. <c>ready</c> is told by the dependency's record: it is there
/// in the column <c>ready, passing</c>, absent in <c>ready, failing</c>; <c>alive</c>: a wrapper has lived in this epoch and is gone. `·` is what the document leaves open.
/// All the waiters run at once.
/// </summary>
public sealed class TruthTable : IDisposable
{
    private const string Text = """
        records             | policy    | started | ready, passing | ready, failing | completed | succeeded
        started             | Always    | opens   | opens          | waits          | waits     | waits
        started             | OnFailure | opens   | opens          | waits          | waits     | waits
        started             | Never     | opens   | opens          | waits          | waits     | waits
        started, ended 0    | Always    | opens   | opens          | waits          | opens     | opens
        started, ended 0    | OnFailure | opens   | lost           | lost           | opens     | opens
        started, ended 0    | Never     | opens   | lost           | lost           | opens     | opens
        started, ended 3    | Always    | opens   | ·              | waits          | opens     | waits
        started, ended 3    | OnFailure | opens   | ·              | waits          | opens     | waits
        started, ended 3    | Never     | opens   | lost           | lost           | opens     | lost
        alive, started, ended 0 | Always | opens  | waits          | waits          | opens     | opens
        alive, started, ended 3 | Always | opens  | waits          | waits          | opens     | waits
        stopped 121         | Always    | waits   | ·              | waits          | waits     | waits
        stopped 121         | OnFailure | waits   | ·              | waits          | waits     | waits
        stopped 121         | Never     | lost    | lost           | lost           | lost      | lost
        started, stopped 0  | Always    | opens   | ·              | waits          | waits     | waits
        started, stopped 0  | OnFailure | opens   | lost           | lost           | lost      | lost
        started, stopped 0  | Never     | opens   | lost           | lost           | lost      | lost
        started, stopped 143| Always    | opens   | ·              | waits          | waits     | waits
        started, stopped 143| OnFailure | opens   | ·              | waits          | waits     | waits
        started, stopped 143| Never     | opens   | lost           | lost           | lost      | lost
        stopped 143         | Always    | waits   | ·              | waits          | waits     | waits
        stopped 143         | OnFailure | waits   | ·              | waits          | waits     | waits
        stopped 143         | Never     | lost    | lost           | lost           | lost      | lost
        died                | Always    | waits   | ·              | waits          | waits     | waits
        died                | OnFailure | waits   | ·              | waits          | waits     | waits
        died                | Never     | lost    | lost           | lost           | lost      | lost
        nothing             | Always    | waits   | opens          | waits          | waits     | waits
        nothing             | OnFailure | waits   | opens          | waits          | waits     | waits
        nothing             | Never     | waits   | opens          | waits          | waits     | waits
        """;

    private readonly Dictionary<(string, string, string), Task<string>> _verdicts = [];
    private readonly List<SharedDirectory> _directories = [];

    public TruthTable()
    {
        foreach (var row in Rows.Select(row => row.Data))
            _verdicts[(row.Item1, row.Item2, row.Item3)] = Judge(row.Item1, row.Item2, row.Item3);
    }

    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string, string> rows = [];
            var lines = Text.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToArray();
            foreach (var line in lines.Skip(1))
            {
                for (var column = 2; column < line.Length; column++)
                {
                    if (line[column] != "·")
                        rows.Add(line[0], line[1], lines[0][column], line[column]);
                }
            }

            return rows;
        }
    }

    internal Task<string> Verdict(string records, string policy, string condition) => _verdicts[(records, policy, condition)];

    public void Dispose()
    {
        foreach (var directory in _directories)
            directory.Dispose();
    }

    private async Task<string> Judge(string records, string policy, string condition)
    {
        SharedDirectory shared = new("db", "web");
        _directories.Add(shared);
        foreach (var record in records.Split(", ").Where(record => record is not "nothing" and not "died"))
            shared.Record("db", record.Split(' ')[0], record.Contains(' ', StringComparison.Ordinal) ? record.Split(' ')[1] : "");
        if (records == "died")
            shared.HoldAlive("db").Dispose();
        if (condition == "ready, passing")
            shared.Record("db", "ready", "-");
        await using var waiter = GateProcess.Start(
            shared, ["run", "--self=web", $"--after=db:{condition.Split(',')[0]}", $"--restart-policy={policy}", .. App.Does("exit", "0")]);
        return await waiter.Verdict();
    }
}
