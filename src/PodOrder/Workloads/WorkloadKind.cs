using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Workloads;

/// <summary>A kind of object that holds a Pod template, or is a Pod itself.</summary>
/// <param name="Group">Its API group; empty for the core group.</param>
/// <param name="Name">Its name, as <c>kind</c> spells it.</param>
/// <param name="TemplatePath">Where the template is, member by member; empty for a Pod.</param>
public sealed record WorkloadKind(string Group, string Name, IReadOnlyList<string> TemplatePath)
{
    private static readonly string[] _template = ["spec", "template"];

    // Kinds of other groups share these names (a Job of batch.volcano.sh), so the group counts; its versions do not.
    private static readonly WorkloadKind[] _all =
    [
        new("", "Pod", []),
        new("", "PodTemplate", ["template"]),
        new("", "ReplicationController", _template),
        new("apps", "Deployment", _template),
        new("apps", "ReplicaSet", _template),
        new("apps", "StatefulSet", _template),
        new("apps", "DaemonSet", _template),
        new("batch", "Job", _template),
        new("batch", "CronJob", ["spec", "jobTemplate", "spec", "template"]),
    ];

    /// <summary>Whether the template is the whole object.</summary>
    public bool IsPod => TemplatePath.Count == 0;

    /// <summary>The kind of an object, or null when it holds no Pod template that is known here.</summary>
    public static WorkloadKind? Of(JsonElement workload)
    {
        var version = workload.Member("apiVersion").Text() ?? "";
        var group = version.Contains('/') ? version[..version.IndexOf('/')] : "";
        var name = workload.Member("kind").Text();
        return Array.Find(_all, kind => kind.Name == name && kind.Group == group);
    }

    /// <summary>The template in an object of this kind; undefined where there is none.</summary>
    public JsonElement TemplateIn(JsonElement workload) =>
        TemplatePath.Aggregate(workload, (json, member) => json.Member(member));
}
