using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Faults;

/// <summary>The reviews that are mutated: what the examples and the tests' manifests would be sent as.</summary>
internal static class Seeds
{
    private static readonly string[] _folders = ["examples", .. Directory.GetDirectories(Repository.PathOf("tests/PodOrder.Tests/Goldens")).Order(StringComparer.Ordinal).Select(it => "tests/PodOrder.Tests/Goldens/" + Path.GetFileName(it))];

    /// <summary>All of them, in the same order on every machine.</summary>
    public static IReadOnlyList<byte[]> All { get; } = [.. _folders.SelectMany(Repository.Files).SelectMany(Pods).SelectMany(Reviews), AdmissionReviews.OfPodWith(3)];

    private static IEnumerable<JsonObject> Pods(string file)
    {
        foreach (var thing in Repository.Documents(file).OfType<JsonObject>())
        {
            if ((string?)thing["kind"] == "Pod")
                yield return thing;
            else if (thing["spec"]?["template"] is JsonObject template)
                yield return template;
        }
    }

    private static IEnumerable<byte[]> Reviews(JsonObject pod)
    {
        yield return Review("CREATE", pod, null);
        yield return Review("UPDATE", pod, pod);
    }

    private static byte[] Review(string operation, JsonObject pod, JsonObject? old) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["kind"] = "AdmissionReview",
        ["apiVersion"] = "admission.k8s.io/v1",
        ["request"] = new JsonObject
        {
            ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
            ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
            ["namespace"] = "shop",
            ["operation"] = operation,
            ["object"] = pod.DeepClone(),
            ["oldObject"] = old?.DeepClone(),
        },
    }.ToJsonString());
}
