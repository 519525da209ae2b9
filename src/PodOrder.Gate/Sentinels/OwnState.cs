using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Sentinels;

/// <summary>This container's state directory, the only one it may write to.</summary>
internal sealed class OwnState
{
    private readonly string _path;
    private readonly Epoch _epoch;

    private OwnState(int directory, string path, string container, Epoch epoch)
    {
        Directory = directory;
        Container = container;
        _path = path;
        _epoch = epoch;
    }

    /// <summary>The open directory.</summary>
    public int Directory { get; }

    /// <summary>Its path.</summary>
    public string Path => _path;

    /// <summary>The container's name.</summary>
    public string Container { get; }

    /// <summary>Opens the state directory.</summary>
    /// <exception cref="GateException">It is not there.</exception>
    public static OwnState Open(SharedDirectory shared, string container)
    {
        var path = shared.StateOf(container);
        var directory = Files.Open(Libc.AtWorkingDirectory, CString.Of(path), Libc.ReadOnly | Libc.Directory);
        return directory >= 0
            ? new OwnState(directory, path, container, shared.Epoch)
            : throw new GateException(ExitCode.GateError, $"{path} cannot be opened ({Libc.Describe(-directory)}); podorder-install must be told of the container {container}");
    }

    /// <summary>
    /// Begins a wrapper's life: takes back what a former run has recorded, except its end, locks <c>alive</c>, and only then
    /// says that it lives in this epoch.
    /// </summary>
    /// <returns>The descriptor that holds the lock.</returns>
    public int BeginLife()
    {
        // Before the lock: once it is held, what a former run left would count for this one.
        foreach (var name in (string[])[Record.Ready, Record.Started, Record.Opened, Record.Stopped, Record.Waiting, Record.Parked, Record.Probe, Record.Seen])
            Remove(name);
        // kubelet starts the hook right after the container: this run's may be there before its wrapper, and holds its lock.
        AliveLock.VoidIfFree(Directory, "awaiting"u8);
        var alive = AliveLock.Take(Directory, "alive"u8, _path);
        Require(AliveLock.Sign(alive, _epoch), Record.Alive);
        return alive;
    }

    /// <summary>The process of an earlier run has ended with exit code 0, in this epoch or in one that this epoch keeps it from.</summary>
    public bool HasSucceeded => _epoch.Keeps(Container) || DependencyState.ReadCode(Directory, "ended"u8, _epoch) is 0;

    /// <summary>Says that a postStart hook awaits this container's end, and holds a lock on that while the hook lives.</summary>
    public void WriteAwaiting() => Require(AliveLock.Sign(AliveLock.Take(Directory, "awaiting"u8, _path), _epoch), Record.Awaiting);

    /// <summary>Whether such a hook lives.</summary>
    public WrapperLife Awaiting => AliveLock.Observe(Directory, "awaiting"u8, _epoch);

    /// <summary>A record of this epoch is there.</summary>
    public bool Has(ReadOnlySpan<byte> name) => DependencyState.IsRecorded(Directory, name, _epoch);

    /// <summary>The rest of a record of this epoch, null where there is none.</summary>
    public string? Read(string name)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var line = new Line(Files.Read(Directory, CString.Of(name), buffer));
        return _epoch.Is(line.Word()) ? Encoding.UTF8.GetString(line.Rest()) : null;
    }

    /// <summary>Writes a record.</summary>
    /// <exception cref="GateException">It cannot be written: the volume is full, read-only, or not this user's.</exception>
    public void Write(string name, string rest = "") => Require(TryWrite(name, rest), name);

    /// <summary>Writes a record; the result is 0 or an error number.</summary>
    public int TryWrite(string name, string rest = "") =>
        Files.Replace(Directory, name, Encoding.UTF8.GetBytes(rest.Length == 0 ? $"{_epoch.Name}\n" : $"{_epoch.Name} {rest}\n"));

    /// <summary>Says what the container waits for.</summary>
    public void WriteWaiting(long since, string text) => Write(Record.Waiting, $"{Number.Format(since)} {text}");

    /// <summary>Since when the container waits, and for what; nothing where it does not.</summary>
    public (long? Since, string Text) ReadWaiting()
    {
        var record = Read(Record.Waiting) ?? "";
        var space = record.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Number.TryParse(record.AsSpan(0, space), out var since) ? (since, record[(space + 1)..]) : (null, "");
    }

    /// <summary>Takes a record back.</summary>
    public void Remove(string name) => Require(Files.Remove(Directory, CString.Of(name)), name);

    private void Require(int errno, string name)
    {
        if (errno != 0)
            throw new GateException(ExitCode.GateError, $"{_path}/{name} cannot be written: {Libc.Describe(errno)}");
    }
}
