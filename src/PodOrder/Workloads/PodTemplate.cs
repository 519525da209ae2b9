using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Workloads;

/// <summary>A Pod, or the template that a workload makes its Pods from. A template has a Pod's metadata and spec, so it is read, injected and patched as one.</summary>
/// <param name="Kind">The kind of the object that holds it.</param>
/// <param name="Workload">That object.</param>
/// <param name="Pointer">Where the template stands in the document, a JSON pointer (RFC 6901): <c>/items/0/spec/template</c>; empty for a Pod by itself.</param>
/// <param name="Pod">The template.</param>
public sealed record PodTemplate(WorkloadKind Kind, JsonElement Workload, string Pointer, JsonElement Pod)
{
    /// <summary>The object's name, or what it is generated from followed by <c>*</c>; empty where it has neither.</summary>
    public string Name => Workload.Member("metadata").Member("name").Text()
        ?? (Workload.Member("metadata").Member("generateName").Text() is { } prefix ? prefix + "*" : "");

    /// <summary>The object's namespace; empty where the manifest names none.</summary>
    public string Namespace => Workload.Member("metadata").Member("namespace").Text() ?? "";

    /// <summary>Where the template's hints stand in the object: <c>spec.template.metadata.annotations</c>.</summary>
    public string HintPath => string.Join('.', Kind.TemplatePath.Concat(["metadata", "annotations"]));

    /// <summary>The templates of a document: one of a workload, those of a list's items, none of anything else.</summary>
    public static IReadOnlyList<PodTemplate> In(JsonElement document)
    {
        if (document.Member("kind").Text() is "List" or "PodList" && document.Member("apiVersion").Text() == "v1")
            return [.. document.Member("items").Items().SelectMany((item, index) => Of(item, $"/items/{index}"))];
        return [.. Of(document, "")];
    }

    private static IEnumerable<PodTemplate> Of(JsonElement workload, string pointer)
    {
        if (WorkloadKind.Of(workload) is not { } kind) yield break;
        var template = kind.TemplateIn(workload);
        if (template.ValueKind == JsonValueKind.Object)
            yield return new PodTemplate(kind, workload, string.Concat([pointer, .. kind.TemplatePath.Select(member => "/" + member)]), template);
    }
}
