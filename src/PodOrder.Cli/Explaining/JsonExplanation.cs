using System.Text.Json;
using PodOrder.Explanations;
using PodOrder.Hints;

namespace PodOrder.Cli.Explaining;

/// <summary>Writes explanations as JSON, for programs.</summary>
internal static class JsonExplanation
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ExplainedPod> pods)
    {
        json.WriteStartArray();
        foreach (var pod in pods)
        {
            json.WriteStartObject();
            json.WriteString("object", pod.Subject);
            json.WriteString("place", pod.Place);
            if (pod.Explanation is { } explanation) Write(json, explanation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartArray("containers");
        foreach (var container in explanation.Containers)
        {
            json.WriteStartObject();
            json.WriteString("name", container.Name);
            json.WriteString("role", container.Role.ToString().ToLowerInvariant());
            json.WriteStartArray("waits");
            foreach (var wait in container.Waits) Write(json, wait);
            json.WriteEndArray();
            Strings(json, "changes", container.Changes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Strings(json, "notThere", explanation.NotThere);
        Strings(json, "skipped", explanation.Skipped);
        if (explanation.Timeout is { } timeout) json.WriteString("timeout", Duration.Print(timeout));
        Strings(json, "warnings", explanation.Warnings);
    }

    private static void Write(Utf8JsonWriter json, WaitExplanation wait)
    {
        json.WriteStartObject();
        json.WriteString("for", wait.Dependency);
        json.WriteString("condition", wait.Condition.ToWord());
        json.WriteString("why", wait.Why);
        json.WriteString("how", wait.How);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
