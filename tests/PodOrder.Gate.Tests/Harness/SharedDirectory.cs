using System.Globalization;

namespace PodOrder.Gate.Tests.Harness;

/// <summary>The shared directory of a Pod (docs/protocol.md), made as podorder-install makes it, in a temporary place.</summary>
internal sealed class SharedDirectory : IDisposable
{
    public const string Epoch = "00000000c0ffee01";
    public const string OldEpoch = "00000000c0ffee00";

    public SharedDirectory(params string[] containers)
    {
        Root = Directory.CreateTempSubdirectory("podorder-").FullName;
        _ = Libc.chmod(Root, 0b111_101_101);
        Directory.CreateDirectory(Path.Combine(Root, "bin"));
        Directory.CreateDirectory(Path.Combine(Root, "state"));
        GateBinary.Place(GateBinary.Plain, Gate);
        File.WriteAllText(Path.Combine(Root, "epoch"), Epoch + "\n");
        File.WriteAllText(Path.Combine(Root, "pod-ips"), "127.0.0.1\n");
        foreach (var container in containers)
            Add(container);
    }

    public string Root { get; }

    public string Gate => Path.Combine(Root, "bin", "gate");

    /// <summary>The same with gate-tls, which `podorder-install --tls` puts there.</summary>
    public static SharedDirectory WithTls(params string[] containers)
    {
        SharedDirectory shared = new(containers);
        GateBinary.Place(GateBinary.Tls, shared.Gate + "-tls");
        return shared;
    }

    public void Add(string container)
    {
        Directory.CreateDirectory(StateOf(container));
        _ = Libc.chmod(StateOf(container), 0b111_111_111);
    }

    public string StateOf(string container) => Path.Combine(Root, "state", container);

    public string PathOf(string container, string record) => Path.Combine(StateOf(container), record);

    public bool Has(string container, string record) => File.Exists(PathOf(container, record));

    /// <summary>The record's one line without its end, or null when it is not there.</summary>
    public string? Read(string container, string record)
    {
        try
        {
            return File.ReadAllText(PathOf(container, record)).TrimEnd('\n');
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for a record of the current epoch; what follows the epoch.</summary>
    public Task<string> Recorded(string container, string record) => Eventually.Is(
        () => Read(container, record) is { } line && line.StartsWith(Epoch, StringComparison.Ordinal) ? line[Epoch.Length..].Trim() : null,
        $"{container}/{record}");

    /// <summary>Writes a record as the protocol says: a temporary name, then a rename.</summary>
    public void Record(string container, string record, string rest = "", string epoch = Epoch)
    {
        var temporary = PathOf(container, $".{record}.0");
        File.WriteAllText(temporary, rest.Length == 0 ? $"{epoch}\n" : $"{epoch} {rest}\n");
        File.Move(temporary, PathOf(container, record), overwrite: true);
    }

    public void Remove(string container, string record) => File.Delete(PathOf(container, record));

    /// <summary>Plays a wrapper that lives: holds the lock on `alive` until disposed.</summary>
    public FileStream HoldAlive(string container) => Hold(container, "alive");

    /// <summary>The same with another record, such as a hook's `awaiting`.</summary>
    public FileStream Hold(string container, string record)
    {
        FileStream held = new(PathOf(container, record), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (Libc.flock((int)held.SafeFileHandle.DangerousGetHandle(), Libc.LOCK_EX) != 0) throw new IOException($"{container}/{record} cannot be locked");
        held.Write(System.Text.Encoding.ASCII.GetBytes(Epoch + "\n"));
        held.Flush();
        return held;
    }

    public Launch Launch(params IEnumerable<string> arguments) => new() { Path = Gate, Arguments = [Gate, .. arguments] };

    /// <summary>CLOCK_BOOTTIME in milliseconds, the clock of the records.</summary>
    public static long Now
    {
        get
        {
            unsafe
            {
                var time = stackalloc long[2];
                _ = Libc.clock_gettime(Libc.CLOCK_BOOTTIME, time);
                return (time[0] * 1000) + (time[1] / 1_000_000);
            }
        }
    }

    public static string Ago(TimeSpan age) => (Now - (long)age.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
                return;
            }
            catch (IOException) when (tries < 20)
            {
                // A process that is just being killed may still write a record.
                Thread.Yield();
            }
        }
    }
}
