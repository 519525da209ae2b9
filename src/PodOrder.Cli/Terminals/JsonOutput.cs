using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodOrder.Cli.Terminals;

/// <summary>JSON on standard output.</summary>
internal static class JsonOutput
{
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        // For programs and people, never part of an HTML page: `->` stays readable.
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        output.Write("\n"u8);
    }
}
