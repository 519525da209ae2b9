using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Documentation.Pages;
using PodOrder.Hints;
using PodOrder.Injection;
using PodOrder.Policies;

namespace PodOrder.Documentation;

/// <summary>Every manifest that a page shows is put before the webhook's core: what the page says of it is true.</summary>
public sealed class ManifestTests
{
    private const string Refused = "refused";

    private static readonly InjectionOptions _options = new("podorder-gate:0.1.0");

    private static readonly IReadOnlyList<(Fence Manifest, Fence? Next)> _manifests =
    [
        .. Page.All.SelectMany(page => page.Fences.Select((fence, at) => (fence, next: at + 1 < page.Fences.Count ? page.Fences[at + 1] : null)))
            .Where(pair => pair.fence.Language == "yaml"),
    ];

    public static TheoryData<string> Kept => [.. _manifests.Where(pair => pair.Manifest.Mark.Length == 0).Select(pair => pair.Manifest.ToString())];

    public static TheoryData<string> Denied => [.. _manifests.Where(pair => pair.Manifest.Mark == Refused).Select(pair => pair.Manifest.ToString())];

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_manifest_that_a_page_shows_is_kept(string place)
    {
        foreach (var document in Yaml.ReadAll(Find(place).Manifest.Text))
        {
            if ((string?)(document as JsonObject)?["kind"] == "PodOrderPolicy") Assert.Null(PolicyReader.Read(Element(document)).Fault);
            else if (Pod(document) is { } pod) PodInjector.Validate(Injected(pod));
            else if (Annotations(document) is { } annotations) HintReader.Read(annotations);
        }
    }

    [Theory]
    [MemberData(nameof(Denied))]
    public void A_refusal_that_a_page_shows_is_the_one_that_its_reader_gets(string place)
    {
        var (manifest, sentence) = Find(place);
        var pod = Pod(Yaml.Read(manifest.Text));
        var refusal = Assert.Throws<RefusedException>(() => PodInjector.Validate(Injected(Assert.IsType<JsonObject>(pod))));
        Assert.Contains(refusal.Message, sentence!.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_is_marked_as_refused_or_not_at_all() =>
        Assert.All(_manifests, pair => Assert.True(pair.Manifest.Mark is "" or Refused, $"{pair.Manifest} is marked {pair.Manifest.Mark}"));

    private static (Fence Manifest, Fence? Next) Find(string place) => _manifests.Single(pair => pair.Manifest.ToString() == place);

    // A block that shows a part of a manifest has no kind.
    private static JsonObject? Pod(JsonNode document) => (string?)(document as JsonObject)?["kind"] switch
    {
        "Pod" => document.AsObject(),
        "CronJob" => OfTemplate(document["spec"]!["jobTemplate"]!["spec"]!["template"]!),
        _ when (document as JsonObject)?["spec"]?["template"] is { } template => OfTemplate(template),
        _ => null,
    };

    private static JsonObject OfTemplate(JsonNode template) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = template["metadata"]?.DeepClone() ?? new JsonObject(),
        ["spec"] = template["spec"]!.DeepClone(),
    };

    private static IEnumerable<KeyValuePair<string, string>>? Annotations(JsonNode document) =>
        (document["metadata"]?["annotations"] as JsonObject)?.Select(pair => KeyValuePair.Create(pair.Key, (string)pair.Value!));

    private static JsonElement Injected(JsonObject pod)
    {
        var element = Element(pod);
        PodInjector.Inject(element, _options);
        return element;
    }

    private static JsonElement Element(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}
