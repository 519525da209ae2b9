using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Cli.Findings;
using PodOrder.Cli.Manifests;
using PodOrder.Cli.Resolving;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Workloads;

namespace PodOrder.Cli.Injecting;

/// <summary>Injects the Pods and Pod templates of manifests, or takes injections out of them.</summary>
internal static class ManifestInjector
{
    /// <param name="files">The manifests.</param>
    /// <param name="options">What goes into the Pods.</param>
    /// <param name="policies">Which policies choose a Pod.</param>
    /// <param name="images">By container, what its image runs, as far as it was looked up.</param>
    public static IReadOnlyList<ChangedFile> Inject(
        IReadOnlyList<ManifestFile> files, InjectionOptions options, Func<PodTemplate, IReadOnlyList<PodOrderPolicy>> policies, Func<PodTemplate, IReadOnlyDictionary<string, ImageCommand>> images) =>
        Change(files, template =>
        {
            var first = ResolvedCommands.Write(template.Pod, images(template));
            var result = PodInjector.Inject(first is null ? template.Pod : Changed(template.Pod, first), options, policies: policies(template));
            IReadOnlyList<TextOperation> operations = PatchReader.Read(result.PatchToUtf8());
            return (result, first is null ? operations : [first, .. operations]);
        });

    public static IReadOnlyList<ChangedFile> Uninject(IReadOnlyList<ManifestFile> files) => Change(files, template =>
    {
        var result = PodInjector.Uninject(template.Pod);
        return (result, PatchReader.Read(result.PatchToUtf8()));
    });

    private static JsonElement Changed(JsonElement pod, TextOperation operation)
    {
        var tree = JsonNode.Parse(pod.GetRawText())!;
        JsonPatching.Apply(tree, [operation], "");
        using var document = JsonDocument.Parse(tree.ToJsonString());
        return document.RootElement.Clone();
    }

    private static IReadOnlyList<ChangedFile> Change(IReadOnlyList<ManifestFile> files, Func<PodTemplate, (InjectionResult, IReadOnlyList<TextOperation>)> change) =>
        [.. files.Select(file => Change(file, change))];

    private static ChangedFile Change(ManifestFile file, Func<PodTemplate, (InjectionResult, IReadOnlyList<TextOperation>)> change)
    {
        var reports = new List<Finding>();
        var text = string.Concat(file.Documents.Select(document => Change(file, document, change, reports)));
        return new ChangedFile(file, text, reports);
    }

    private static string Change(ManifestFile file, ManifestDocument document, Func<PodTemplate, (InjectionResult, IReadOnlyList<TextOperation>)> change, List<Finding> reports)
    {
        var patches = new List<(PodTemplate, IReadOnlyList<TextOperation>)>();
        foreach (var template in document.Templates)
        {
            try
            {
                var (result, operations) = change(template);
                patches.Add((template, operations));
                reports.Add(FindingPlaces.At(file, document, template, template.Pointer, Severity.Note, Say(result)));
                reports.AddRange(TemplateFindings.Warnings(file, document, template, result.Warnings));
            }
            catch (RefusedException refused)
            {
                reports.Add(FindingPlaces.Of(file, document, template, refused));
            }
        }
        try
        {
            return document.Edit(patches);
        }
        catch (ManifestException wrong)
        {
            reports.Add(new Finding(file.Name, document.LineOffset + wrong.Line, wrong.Column, Severity.Error, FindingPlaces.Subject(document.Templates[0]), wrong.Message));
            return document.Text;
        }
    }

    private static string Say(InjectionResult result) => result.Outcome switch
    {
        Outcome.Injected => $"injected: {result.Plan}",
        Outcome.AlreadyInjected => "carries its injection already",
        Outcome.Uninjected => "the injection is taken out",
        Outcome.OptedOut => "left alone: podorder.io/inject is \"false\"",
        Outcome.MirrorPod => "left alone: a mirror Pod cannot be changed",
        _ => "left alone: nothing to do",
    };
}
