using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace PodOrder.Benchmarks;

/// <summary>
/// Reviews as the API server sends them at the creation of a Deployment's Pod (review.json, beside this file). The Pod is made of the same three
/// containers again and again: a database with an exec probe, a migration that ends, a server; each waits for the one before.
/// </summary>
internal static class AdmissionReviews
{
    /// <summary>A review of a Pod with that many containers; three make 5 KB.</summary>
    public static byte[] OfPodWith(int containers)
    {
        var review = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "review.json")))!;
        var pod = review["request"]!["object"]!;
        var three = pod["spec"]!["containers"]!.AsArray();
        var all = Enumerable.Range(0, containers).Select(index => Numbered(three[index % 3]!, index / 3)).ToArray();
        pod["spec"]!["containers"] = new JsonArray(all);
        pod["metadata"]!["annotations"]!["podorder.io/order"] = Order([.. all.Select(container => (string)container["name"]!)]);
        return Encoding.UTF8.GetBytes(review.ToJsonString());
    }

    private static JsonNode Numbered(JsonNode container, int round)
    {
        var copy = container.DeepClone();
        if (round > 0)
            copy["name"] = string.Create(CultureInfo.InvariantCulture, $"{container["name"]}-{round + 1}");
        return copy;
    }

    // A container alone has only a proxy to wait for, which another webhook did not add.
    private static string Order(string[] names) => names.Length == 1
        ? $"proxy?:ready -> {names[0]}"
        : string.Join(" -> ", names.Select((name, index) => name.StartsWith("migrate", StringComparison.Ordinal) && index < names.Length - 1 ? name + ":succeeded" : name));

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
