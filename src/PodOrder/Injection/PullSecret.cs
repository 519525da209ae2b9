using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The Secret that a Pod pulls the gate's image with.</summary>
internal static class PullSecret
{
    public const string List = "imagePullSecrets";

    /// <summary>The one that is added to a Pod, or null. One that the Pod names itself, or its ServiceAccount does, is not ours to take out again.</summary>
    public static string? AddedTo(PodView pod, Marks? marks, InjectionOptions options)
    {
        if (marks is not null) return marks.PullSecret;
        if (options.GateImagePullSecret is not { } ours) return null;
        foreach (var secret in pod.Spec.Member(List).Each())
        {
            if (secret.Member("name"u8).Is(ours)) return null;
        }
        return ours;
    }

    /// <summary>Writes a reference to it.</summary>
    public static JsonPlace Write(JsonSheet json, string name)
    {
        var writer = json.Begin();
        writer.WriteStartObject();
        writer.WriteString("name"u8, name);
        writer.WriteEndObject();
        return json.End();
    }
}
