using PodOrder.Gate.Flags;
using PodOrder.Gate.Posix;
using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Verbs;

/// <summary><c>gate status</c>: a table of what this Pod's containers do and wait for.</summary>
internal static class StatusVerb
{
    private const string Gap = "   ";

    /// <summary>Runs the verb and returns the exit code.</summary>
    public static int Run(Arguments arguments)
    {
        if (arguments.Next()) throw arguments.Unknown();

        var shared = SharedDirectory.Open();
        var rows = new List<string[]> { (string[])["CONTAINER", "STATE", "SINCE", "WAITING FOR"] };
        foreach (var container in Containers(shared)) rows.Add(Row(OwnState.Open(shared, container), shared.Epoch));
        Print(rows);
        return 0;
    }

    private static List<string> Containers(SharedDirectory shared)
    {
        var directory = Files.Open(Libc.AtWorkingDirectory, CString.Of($"{shared.Path}/state"), Libc.ReadOnly | Libc.Directory);
        if (directory < 0) return [];
        var names = Files.List(directory);
        Libc.Close(directory);
        return names;
    }

    private static string[] Row(OwnState container, Epoch epoch)
    {
        var state = DependencyState.Read(container.Directory, container.Container, epoch, Clock.Now);
        var (since, text) = container.ReadWaiting();
        if (state.Life == WrapperLife.Alive && !container.Has("opened"u8) && since is not null)
            return [container.Container, "waiting", Duration.Format((Clock.Now - since.Value) / 1000 * 1000), text];

        var (name, record) = Describe(state, container.Has("parked"u8));
        return [container.Container, name, record.Length == 0 ? "" : Age(container.Directory, record), ""];
    }

    /// <summary>The state, and the record that tells since when.</summary>
    private static (string State, string Record) Describe(in DependencyState state, bool isParked) => state switch
    {
        { Life: WrapperLife.Alive } when isParked => ("parked", Record.Parked),
        { Life: WrapperLife.Alive or WrapperLife.NotBegun, Started: true } => ("running", Record.Started),
        { Life: WrapperLife.Alive } => ("starting", Record.Alive),
        { Ended: { } code } => ($"ended {Number.Format(code)}", Record.Ended),
        { Stopped: { } code } => ($"stopped {Number.Format(code)}", Record.Stopped),
        { Life: WrapperLife.Over } => ("killed", Record.Alive),
        _ => ("unknown", ""), // not begun yet, or of no concern to the gate
    };

    private static string Age(int directory, string record) => Files.TryGetStatus(directory, CString.Of(record), out var status)
        ? Duration.Format(Math.Max(0, Clock.FileTime - status.ModifiedSeconds) * 1000)
        : "";

    private static void Print(List<string[]> rows)
    {
        var widths = new int[4];
        foreach (var row in rows)
            for (var column = 0; column < row.Length; column++) widths[column] = Math.Max(widths[column], row[column].Length);
        foreach (var row in rows)
        {
            var line = "";
            for (var column = 0; column < row.Length; column++) line += row[column].PadRight(widths[column]) + Gap;
            StandardOutput.WriteLine(line.TrimEnd());
        }
    }
}
