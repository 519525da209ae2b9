using System.Text;
using PodOrder.Gate.Posix;

namespace PodOrder.Gate.Sentinels;

/// <summary>
/// The life of one Pod sandbox: a record counts only in the epoch it was written in, except the <c>ended 0</c> of a container
/// that the epoch keeps, because kubelet does not run it again (docs/protocol.md, "Epochs").
/// </summary>
internal sealed class Epoch
{
    /// <summary>Length of the epoch's name: hex digits.</summary>
    public const int NameLength = 16;

    private readonly List<string> _kept, _gone;

    public Epoch(string name, List<string> kept, List<string> gone)
    {
        Name = name;
        NameBytes = Encoding.UTF8.GetBytes(name);
        _kept = kept;
        _gone = gone;
    }

    /// <summary>16 hex digits.</summary>
    public string Name { get; }

    private byte[] NameBytes { get; }

    public bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(NameBytes);

    /// <summary>This container's exit with code 0 in an earlier epoch still counts.</summary>
    public bool Keeps(string container) => _kept.Contains(container);

    /// <summary>This container ended in an earlier epoch without success and is not run again.</summary>
    public bool HasLost(string container) => _gone.Contains(container);

    /// <summary>The epoch of a shared directory; null where none has begun.</summary>
    public static Epoch? Read(int root)
    {
        Span<byte> buffer = stackalloc byte[16 * 1024];
        var lines = Encoding.UTF8.GetString(Files.Read(root, "epoch"u8, buffer)).Split('\n');
        if (!IsName(lines[0])) return null;

        const string Keep = "keep ", Gone = "gone ";
        List<string> kept = [], gone = [];
        foreach (var line in lines)
            if (line.StartsWith(Keep, StringComparison.Ordinal)) kept.Add(line[Keep.Length..]);
            else if (line.StartsWith(Gone, StringComparison.Ordinal)) gone.Add(line[Gone.Length..]);
        return new Epoch(lines[0], kept, gone);
    }

    /// <summary>Begins a new epoch, with its <c>keep</c> and <c>gone</c> lines, in place of the one there; the rename is the commit point. The result is 0 or an error number.</summary>
    public static int Begin(int root, List<string> survivors)
    {
        Span<byte> random = stackalloc byte[NameLength / 2];
        Fill(random);
        var text = Convert.ToHexStringLower(random) + "\n";
        foreach (var line in survivors) text += line + "\n";
        return Files.Replace(root, "epoch", Encoding.UTF8.GetBytes(text), sync: true);
    }

    private static bool IsName(string text)
    {
        foreach (var digit in text)
            if (!char.IsAsciiHexDigit(digit)) return false;
        return text.Length == NameLength;
    }

    private static unsafe void Fill(Span<byte> random)
    {
        fixed (byte* start = random)
            while (Libc.GetRandom(start, (nuint)random.Length, 0) != random.Length) { }
    }
}
