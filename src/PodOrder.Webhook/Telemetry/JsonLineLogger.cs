using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodOrder.Webhook.Telemetry;

/// <summary>
/// Makes a log entry one line of JSON: time, level, event, message, then the values of the message under their own names, and how many
/// lines of its event were left out before it (<see cref="LineRate"/>).
/// </summary>
internal sealed class JsonLineLogger(string category, TimeProvider time, LineOutput output) : ILogger
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ConcurrentDictionary<string, JsonEncodedText> _names = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<EventId, LineRate> _rates = [];

    // A line is made by the thread that logs it: each keeps its own paper.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Line, Utf8JsonWriter Json)? _paper;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!_rates.GetOrAdd(eventId, static (_, it) => LineRate.Of(it.logLevel, it.time), (logLevel, time)).Allows(out var leftOut))
            return;
        var (line, json) = _paper ??= NewPaper();
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        WriteTime(json);
        json.WriteString("level"u8, Word(logLevel));
        json.WriteString("event"u8, eventId.Name ?? category);
        json.WriteString("message"u8, formatter(state, exception));
        if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
            WriteValues(json, values);
        if (exception is not null)
            json.WriteString("exception"u8, exception.ToString());
        if (leftOut > 0)
            json.WriteNumber("leftOut"u8, leftOut);
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        output.Write(line.WrittenSpan, atOnce: logLevel >= LogLevel.Warning);
    }

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) NewPaper()
    {
        var line = new ArrayBufferWriter<byte>(512);
        return (line, new Utf8JsonWriter(line, _options));
    }

    private void WriteTime(Utf8JsonWriter json)
    {
        Span<byte> text = stackalloc byte["yyyy-MM-ddTHH:mm:ss.fffZ".Length];
        _ = time.GetUtcNow().TryFormat(text, out var length, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        json.WriteString("time"u8, text[..length]);
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        // The last one is the message's template, under {OriginalFormat}.
        for (var i = 0; i < values.Count - 1; i++)
        {
            var (key, value) = values[i];
            var name = _names.GetOrAdd(key, static it => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(it)));
            switch (value)
            {
                case null: break;
                case int number: json.WriteNumber(name, number); break;
                case double number: json.WriteNumber(name, Math.Round(number, 3)); break;
                case DateTimeOffset instant: json.WriteString(name, instant.UtcDateTime); break;
                case var other: json.WriteString(name, other.ToString()); break;
            }
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}
