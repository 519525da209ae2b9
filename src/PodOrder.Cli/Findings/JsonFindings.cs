using System.Text.Json;

namespace PodOrder.Cli.Findings;

/// <summary>Writes findings as JSON, for programs.</summary>
internal static class JsonFindings
{
    public static void Write(Utf8JsonWriter json, IEnumerable<Finding> findings)
    {
        json.WriteStartArray();
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("file", finding.File);
            json.WriteNumber("line", finding.Line);
            json.WriteNumber("column", finding.Column);
            json.WriteString("severity", finding.Word);
            json.WriteString("object", finding.Subject);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
