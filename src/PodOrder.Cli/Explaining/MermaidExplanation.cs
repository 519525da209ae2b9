using PodOrder.Explanations;
using PodOrder.Hints;

namespace PodOrder.Cli.Explaining;

/// <summary>Writes an explanation as a Mermaid flow chart, which GitHub and GitLab draw in Markdown.</summary>
internal static class MermaidExplanation
{
    public static IEnumerable<string> Lines(ExplainedPod pod)
    {
        yield return "flowchart LR";
        yield return $"  %% {pod.Subject} ({pod.Place})";
        if (pod.Explanation is not { } explanation) yield break;
        foreach (var container in explanation.Containers) yield return $"  {Id(container.Name)}{Shape(container)}";
        foreach (var container in explanation.Containers)
        {
            // Several conditions on one dependency are one arrow.
            foreach (var wait in container.Waits.GroupBy(wait => wait.Dependency))
                yield return $"  {Id(wait.Key)} -- {string.Join(", ", wait.Select(it => it.Condition.ToWord()))} --> {Id(container.Name)}";
        }
    }

    // A container may be called "end" or "graph", which mean something to Mermaid.
    private static string Id(string name) => "c_" + name.Replace('-', '_');

    private static string Shape(ContainerExplanation container) => container.Role switch
    {
        ContainerRole.Sidecar => $"([\"{container.Name}\"])",
        ContainerRole.Init => $"[/\"{container.Name}\"/]",
        _ => $"[\"{container.Name}\"]",
    };
}
