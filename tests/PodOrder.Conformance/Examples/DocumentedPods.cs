using System.Text.RegularExpressions;
using PodOrder.Conformance.Images;
using PodOrder.Conformance.Kubelet;
using PodOrder.Conformance.Orders;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Examples;

/// <summary>Every Pod with a hint that a page of the documentation shows whole, run as it stands there.</summary>
public sealed partial class DocumentedPods
{
    private static readonly IReadOnlyDictionary<string, string> _manifests = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .SelectMany(page => Fence().Matches(File.ReadAllText(page)).Select(fence => fence.Groups[1].Value))
        .Where(manifest => manifest.Contains("\n    image: ", StringComparison.Ordinal) || manifest.Contains("\n        image: ", StringComparison.Ordinal))
        .Where(manifest => manifest.Contains(" podorder.io/", StringComparison.Ordinal)) // others get their order from a policy, if at all
        .ToDictionary(manifest => Name().Match(manifest).Groups[1].Value);

    // What a Pod of restartPolicy Never is there to show, where that is not success.
    private static readonly IReadOnlyDictionary<string, (string Container, int ExitCode)> _failing = new Dictionary<string, (string, int)>
    {
        ["bounded"] = ("impatient", 124),
        ["build"] = ("publish", 121),
    };

    public static TheoryData<string> Names => [.. _manifests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_Pod_that_a_page_shows_gets_to_where_the_page_says(string name)
    {
        var manifest = _manifests[name];
        await using var pod = OrderedPod.Create(manifest, new RunOptions
        {
            Images = new ImageTable().Add("registry.example/nginx:1", new Image(BusyboxRoot.With(("/docker-entrypoint.sh", "exit 0")), ["/docker-entrypoint.sh"], ["nginx", "-g", "daemon off;"])),
        });
        if (_failing.TryGetValue(name, out var failing))
        {
            await pod.Until(() => pod.Status[failing.Container].Run?.ExitCode is not null);
            Assert.Equal(failing.ExitCode, pod.Run(failing.Container).ExitCode);
        }
        else if (manifest.Contains("restartPolicy: Never", StringComparison.Ordinal))
        {
            await pod.UntilEnded();
            Assert.Equal(PodPhase.Succeeded, pod.Status.Phase);
        }
        else
        {
            await pod.Until(() => pod.Status.Ready);
            Assert.All(pod.Status.Containers, container => Assert.Equal(1, pod.Starts(container.Name)));
        }
    }

    [Fact]
    public void Pods_are_found_in_the_documentation() => Assert.Superset(_failing.Keys.Append("pipeline").ToHashSet(), _manifests.Keys.ToHashSet());

    [GeneratedRegex("^```yaml\n(apiVersion: .*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^  name: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
