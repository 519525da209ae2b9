using System.Text.Json;

namespace PodOrder.Cli.Live;

/// <summary>Writes a Pod's life as JSON, for programs.</summary>
internal static class JsonTimeline
{
    public static void Write(Utf8JsonWriter json, PodTimeline timeline)
    {
        json.WriteStartObject();
        json.WriteString("object", timeline.Subject);
        json.WriteString("start", timeline.Start);
        json.WriteString("end", timeline.End);
        json.WriteStartArray("containers");
        foreach (var container in timeline.Containers)
        {
            json.WriteStartObject();
            json.WriteString("name", container.Name);
            json.WriteNumber("restarts", container.Restarts);
            if (container.ExitCode is { } code) json.WriteNumber("exitCode", code);
            json.WriteStartArray("spans");
            foreach (var span in container.Spans)
            {
                json.WriteStartObject();
                json.WriteString("kind", span.Kind.ToString().ToLowerInvariant());
                json.WriteString("from", span.From);
                json.WriteString("to", span.To);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
