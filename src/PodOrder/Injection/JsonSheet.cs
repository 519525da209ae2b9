using System.Buffers;
using System.Text.Json;

namespace PodOrder.Injection;

/// <summary>JSON values, written one after another as UTF-8; each is known by its place.</summary>
internal sealed class JsonSheet
{
    // What a Pod takes; a sheet that has grown beyond that is not kept.
    private const int Usual = 16 * 1024, LargestKept = 256 * 1024;

    // An injection runs from its beginning to its end on one thread, one at a time.
    [ThreadStatic]
    private static JsonSheet? _kept;

    private readonly ArrayBufferWriter<byte> _bytes = new(Usual);
    private readonly Utf8JsonWriter _writer;
    private int _begun;

    private JsonSheet() => _writer = new Utf8JsonWriter(_bytes, JsonText.Readable);

    /// <summary>An empty sheet, which goes back with <see cref="Keep"/>.</summary>
    public static JsonSheet Take()
    {
        var sheet = _kept ?? new JsonSheet();
        _kept = null;
        sheet._bytes.ResetWrittenCount();
        return sheet;
    }

    /// <summary>Keeps the sheet for the next injection.</summary>
    public void Keep() => _kept = _bytes.Capacity <= LargestKept ? this : null;

    /// <summary>The text of a value.</summary>
    public ReadOnlySpan<byte> this[JsonPlace place] => _bytes.WrittenSpan.Slice(place.Start, place.Length);

    /// <inheritdoc cref="this[JsonPlace]"/>
    public ReadOnlyMemory<byte> Memory(JsonPlace place) => _bytes.WrittenMemory.Slice(place.Start, place.Length);

    /// <summary>Begins a value; text that stands before it as it is may be given.</summary>
    public Utf8JsonWriter Begin(ReadOnlySpan<byte> before = default)
    {
        _begun = _bytes.WrittenCount;
        _bytes.Write(before);
        _writer.Reset();
        return _writer;
    }

    /// <summary>Ends the value that was begun.</summary>
    public JsonPlace End()
    {
        _writer.Flush();
        return new JsonPlace(_begun, _bytes.WrittenCount - _begun);
    }
}
