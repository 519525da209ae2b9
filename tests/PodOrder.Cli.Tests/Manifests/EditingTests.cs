using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using PodOrder.Cli.Manifests;
using PodOrder.Injection;

namespace PodOrder.Cli.Tests.Manifests;

/// <summary>Edited text means what a JSON Patch of the document means, in whatever style it is written, and what is not changed stays as it is.</summary>
public sealed class EditingTests
{
    private static readonly InjectionOptions _options = new("registry.example/gate:1");

    public static TheoryData<string> StyleNames => [.. Styles.All.Keys];

    [Theory, MemberData(nameof(StyleNames))]
    public void An_injection_reads_back_as_the_patched_document_and_can_be_taken_out_again(string style)
    {
        foreach (var pod in Pods())
        {
            var text = Styles.All[style](pod);
            var injected = Edit(text, template => PodInjector.Inject(template, _options));
            Same(Patched(pod, PodInjector.Inject(Element(pod), _options)), injected, text);
            Same(pod, Edit(injected, PodInjector.Uninject), injected);
        }
    }

    [Theory, MemberData(nameof(StyleNames))]
    public void Real_Pods_are_edited_as_well(string style)
    {
        Assert.SkipUnless(Corpus.IsThere, "the corpus of real Pods is not on this machine");
        // Each style takes its share of them.
        foreach (var (_, pod) in Corpus.Ordered().Index().Where(it => it.Index % Styles.All.Count == Styles.All.Keys.Index().Single(name => name.Item == style).Index))
        {
            var text = Styles.All[style](pod);
            var injected = Edit(text, template => PodInjector.Inject(template, _options));
            Same(Patched(pod, PodInjector.Inject(Element(pod), _options)), injected, text);
            Same(pod, Edit(injected, PodInjector.Uninject), injected);
        }
    }

    [Theory, MemberData(nameof(StyleNames))]
    public void Every_workload_of_a_list_is_edited_where_its_template_is(string style)
    {
        var template = Pods().First(pod => pod["spec"]!["containers"]!.AsArray().Count > 1);
        JsonNode Of(params string[] path) => path.Reverse().Aggregate(
            (JsonNode)new JsonObject { ["metadata"] = template["metadata"]!.DeepClone(), ["spec"] = template["spec"]!.DeepClone() }, (inner, member) => new JsonObject { [member] = inner });
        JsonNode Workload(string version, string kind, params string[] path)
        {
            var workload = Of(path).AsObject();
            (workload["apiVersion"], workload["kind"]) = (version, kind);
            return workload;
        }
        var list = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray(Workload("apps/v1", "Deployment", "spec", "template"), new JsonObject { ["kind"] = "Service" }, Workload("batch/v1", "CronJob", "spec", "jobTemplate", "spec", "template"), template.DeepClone()),
        };
        var expected = list.DeepClone();
        foreach (var node in (JsonNode[])[expected["items"]![0]!["spec"]!["template"]!, expected["items"]![2]!["spec"]!["jobTemplate"]!["spec"]!["template"]!, expected["items"]![3]!])
            JsonSerializer.Deserialize<JsonPatchDocument>(PodInjector.Inject(Element(node), _options).PatchToUtf8())!.ApplyTo(node);

        var text = Styles.All[style](list);
        var injected = Edit(text, pod => PodInjector.Inject(pod, _options));

        Same(expected, injected, text);
        Same(list, Edit(injected, PodInjector.Uninject), injected);
    }

    [Fact]
    public void Lines_that_are_not_changed_keep_their_comments_and_their_spelling()
    {
        foreach (var file in Repository.Files("examples"))
        {
            var text = Repository.Text(file);
            var kept = Edit(text, template => PodInjector.Inject(template, _options)).Split('\n').ToHashSet();
            var lost = text.Split('\n').Where(line => !kept.Contains(line)).ToList();
            Assert.All(lost, line => Assert.Matches("command:|args:|exec:|lifecycle:|postStart:|^ *- ", line));
            Assert.All(text.Split('\n').Where(line => line.Contains('#')), line => Assert.Contains(line, kept));
        }
    }

    [Fact]
    public void A_document_without_a_hint_is_the_same_to_the_byte()
    {
        const string Text = "# a\r\nkind:   Service # b\n---\n\n---\n'kind': Pod\napiVersion: v1\nspec: {containers: [{name: a,image: b}]}\n...\n# c\n---\n{\"kind\":\t\"X\"}";
        var file = ManifestFile.Parse("x", Encoding.UTF8.GetBytes(Text));
        Assert.Equal(4, file.Documents.Count);
        Assert.Equal(Text, string.Concat(file.Documents.Select(document => document.Edit([.. document.Templates.Select(it => (it, PatchReader.Read(PodInjector.Inject(it.Pod, _options).PatchToUtf8())))]))));
    }

    [Fact]
    public void An_alias_where_something_is_to_be_changed_is_refused_with_its_place()
    {
        const string Text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, annotations: {podorder.io/order: "a:started -> b"}}
            x-spec: &spec
              containers:
              - {name: a, command: [x]}
              - {name: b, command: [x]}
            spec: *spec
            """;
        var wrong = Assert.Throws<ManifestException>(() => Edit(Text, template => PodInjector.Inject(template, _options)));
        Assert.Equal((8, 7, "what stands here is an alias, and a change of it would change all that share it; write its value out"), (wrong.Line, wrong.Column, wrong.Message));
    }

    [Fact]
    public void A_merged_container_gets_what_is_its_own()
    {
        const string Text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, annotations: {podorder.io/order: "a:started -> b"}}
            spec:
              containers:
              - &one
                name: a
                image: x
                command: [x]
              - <<: *one
                name: b

            """;
        var edited = Edit(Text, template => PodInjector.Inject(template, _options));
        Assert.Contains("  - <<: *one\n    name: b\n    command:\n    - /podorder/bin/gate\n", edited);
    }

    [Fact]
    public void Aliases_elsewhere_are_kept()
    {
        const string Text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, annotations: {podorder.io/order: "a:started -> b"}}
            spec:
              containers:
              - name: a
                command: [x]
                env: &env
                - {name: X, value: "1"}
              - name: b
                command: [x]
                env: *env

            """;
        Assert.Contains("    env: *env\n", Edit(Text, template => PodInjector.Inject(template, _options)));
    }

    private static string Edit(string text, Func<JsonElement, InjectionResult> change)
    {
        var file = ManifestFile.Parse("pod.yaml", Encoding.UTF8.GetBytes(text));
        return string.Concat(file.Documents.Select(document => document.Edit([.. document.Templates.Select(it => (it, PatchReader.Read(change(it.Pod).PatchToUtf8())))])));
    }

    // Another reader of YAML and another implementation of JSON Patch are the judges.
    private static void Same(JsonNode expected, string text, string before)
    {
        var read = text.Contains('\t') ? JsonNode.Parse(text)! : Yaml.ReadAll(text).Single(node => node is JsonObject);
        if (!JsonNode.DeepEquals(Normal(expected), Normal(read))) Assert.Fail($"{before}\nbecame\n{text}\nexpected\n{expected}");
    }

    private static JsonNode Normal(JsonNode node) => JsonNode.Parse(node.ToJsonString())!;

    private static JsonNode Patched(JsonNode pod, InjectionResult result)
    {
        var tree = pod.DeepClone();
        JsonSerializer.Deserialize<JsonPatchDocument>(Encoding.UTF8.GetString(result.PatchToUtf8()))!.ApplyTo(tree);
        return tree;
    }

    private static JsonElement Element(JsonNode node) => JsonDocument.Parse(node.ToJsonString()).RootElement;

    private static IEnumerable<JsonNode> Pods() => Repository.Files("examples").SelectMany(Repository.Documents).Where(node => (string?)node["kind"] == "Pod");
}
