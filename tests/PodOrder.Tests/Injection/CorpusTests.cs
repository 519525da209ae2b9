using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PodOrder.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>Real Pods from public repositories with random hints over their containers: refused with a sentence, or injected without a scratch.</summary>
public sealed class CorpusTests
{
    private static readonly string[] Conditions = ["", ":started", ":ready", ":completed", ":succeeded"];
    private static readonly string[] Strategies = ["auto", "sentinel", "postStart"];

    [Theory]
    [InlineData("multi-container.jsonl", 8)]
    [InlineData("restricted.jsonl", 8)]
    public void Real_Pods_are_refused_with_a_sentence_or_pass_every_property(string file, int hintsEach)
    {
        var pods = Corpus(file).SelectMany(Hintable).ToList();
        var injected = 0;
        Gen.Select(Gen.Int[0, pods.Count - 1], Gen.Int[0, int.MaxValue]).Sample((index, seed) =>
        {
            if (Properties.Hold(Hinted(pods[index], new Random(seed)).ToElement())) Interlocked.Increment(ref injected);
        }, iter: pods.Count * hintsEach);
        Assert.InRange(injected, pods.Count, int.MaxValue);
    }

    [Fact]
    public void Pods_of_the_restricted_profile_still_meet_it()
    {
        var checkedPods = 0;
        foreach (var pod in Corpus("restricted.jsonl").SelectMany(Hintable))
        {
            foreach (var container in pod["spec"]!["containers"]!.AsArray().Skip(1).Where(c => c!["image"]!.GetValue<string>() == "added"))
                container!["securityContext"] = pod["spec"]!["containers"]![0]!["securityContext"]?.DeepClone();
            // Some of these Pods are of an older version of the profile.
            if (RestrictedProfile.Violations(pod.ToElement()).Count > 0) continue;
            foreach (var hinted in Enumerable.Range(0, 20).Select(seed => Hinted(pod, new Random(seed)).ToElement()))
            {
                try
                {
                    Assert.Empty(RestrictedProfile.Violations(Pod.Injected(hinted)));
                    checkedPods++;
                }
                catch (RefusedException)
                {
                    // Whether that is right is asked elsewhere.
                }
            }
        }
        Assert.InRange(checkedPods, 100, int.MaxValue);
    }

    [Fact]
    public void A_Pod_with_every_field_filled_comes_back_whole()
    {
        var path = Path.Combine(Folder(), "every-field-pod.json");
        if (!File.Exists(path)) Assert.Skip("the corpus of real Pods is not here (every-field-pod.json)");
        var every = JsonNode.Parse(File.ReadAllText(path))!;
        var pod = every["pod"] ?? every;
        // All its names are the same and no DNS labels, which no real Pod has; a second such container makes an order.
        var containers = pod["spec"]!["containers"]!.AsArray();
        containers.Add(containers[0]!.DeepClone());
        (containers[0]!["name"], containers[1]!["name"], pod["spec"]!["initContainers"]![0]!["name"]) = ("first", "second", "init");
        Assert.Contains(Enumerable.Range(0, 500), seed => Properties.Hold(Hinted(Hintable(pod.DeepClone()).Last(), new Random(seed)).ToElement()));
    }

    // Copies with and without commands: most public manifests leave the command to the image.
    private static IEnumerable<JsonNode> Hintable(JsonNode pod)
    {
        if (pod["spec"]?["containers"] is not JsonArray containers) yield break;
        while (containers.Count < 2) containers.Add((JsonNode)new JsonObject { ["name"] = $"added-{containers.Count}", ["image"] = "added" });
        yield return pod;
        var commanded = pod.DeepClone();
        foreach (var container in commanded["spec"]!["containers"]!.AsArray().Where(c => c!["command"] is null)) container!["command"] = new JsonArray("/entry", "$(HOME)");
        yield return commanded;
    }

    private static JsonNode Hinted(JsonNode pod, Random random)
    {
        var copy = pod.DeepClone();
        var names = copy["spec"]!["containers"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ToArray();
        random.Shuffle(names);
        var stages = names.Take(random.Next(2, Math.Min(names.Length, 6) + 1)).Select(name => name + Conditions[random.Next(Conditions.Length)]).ToArray();
        stages[^1] = stages[^1].Split(':')[0];
        var metadata = copy["metadata"] as JsonObject ?? new JsonObject();
        copy["metadata"] = metadata.Parent is null ? metadata : metadata.DeepClone();
        var annotations = copy["metadata"]!["annotations"] as JsonObject ?? new JsonObject();
        copy["metadata"]!["annotations"] = annotations.Parent is null ? annotations : annotations.DeepClone();
        copy["metadata"]!["annotations"]!["podorder.io/order"] = string.Join(" -> ", stages);
        copy["metadata"]!["annotations"]!["podorder.io/strategy"] = Strategies[random.Next(Strategies.Length)];
        if (random.Next(2) == 0) copy["metadata"]!["annotations"]!["podorder.io/timeout"] = "10m";
        return copy;
    }

    private static IEnumerable<JsonNode> Corpus(string file)
    {
        var path = Path.Combine(Folder(), file);
        if (!File.Exists(path)) Assert.Skip($"the corpus of real Pods is not here ({file})");
        return File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!["pod"]!.DeepClone());
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "shared", "corpus"));
}
