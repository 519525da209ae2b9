using PodOrder.Cli.Findings;
using PodOrder.Cli.Manifests;
using PodOrder.Injection;
using PodOrder.Workloads;

namespace PodOrder.Cli.Injecting;

/// <summary>Injects the Pods and Pod templates of manifests, or takes injections out of them.</summary>
internal static class ManifestInjector
{
    public static IReadOnlyList<ChangedFile> Inject(IReadOnlyList<ManifestFile> files, InjectionOptions options) =>
        Change(files, template => PodInjector.Inject(template.Pod, options));

    public static IReadOnlyList<ChangedFile> Uninject(IReadOnlyList<ManifestFile> files) =>
        Change(files, template => PodInjector.Uninject(template.Pod));

    private static IReadOnlyList<ChangedFile> Change(IReadOnlyList<ManifestFile> files, Func<PodTemplate, InjectionResult> change) =>
        [.. files.Select(file => Change(file, change))];

    private static ChangedFile Change(ManifestFile file, Func<PodTemplate, InjectionResult> change)
    {
        var reports = new List<Finding>();
        var text = string.Concat(file.Documents.Select(document => Change(file, document, change, reports)));
        return new ChangedFile(file, text, reports);
    }

    private static string Change(ManifestFile file, ManifestDocument document, Func<PodTemplate, InjectionResult> change, List<Finding> reports)
    {
        var patches = new List<(PodTemplate, InjectionResult)>();
        foreach (var template in document.Templates)
        {
            try
            {
                var result = change(template);
                patches.Add((template, result));
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
