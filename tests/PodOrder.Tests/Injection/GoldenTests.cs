using System.Runtime.CompilerServices;
using System.Text.Json;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>Whole manifests before and after. <c>UPDATE_GOLDENS=1</c> writes the expectations anew, to be read in the diff.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder()).Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_injected_manifest_reads_as_expected(string name)
    {
        var folder = Path.Combine(Folder(), name);
        var pod = Pod.FromYaml(File.ReadAllText(Path.Combine(folder, "pod.yaml")));
        var result = Inject(name, pod);
        var injected = Pod.Apply(pod, result);
        var expectedFile = Path.Combine(folder, "expected.yaml");
        var text = string.Concat(result.Warnings.Select(w => $"# warning: {w}\n")) + YamlWriting.Write(injected.ToTree());
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDENS") == "1") File.WriteAllText(expectedFile, text);
        Assert.Equal(File.ReadAllText(expectedFile), text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Injecting_twice_changes_nothing(string name)
    {
        var pod = Pod.FromYaml(File.ReadAllText(Path.Combine(Folder(), name, "pod.yaml")));
        var second = Inject(name, Pod.Apply(pod, Inject(name, pod)));
        Assert.Empty(second.Patch);
        Assert.Equal(Outcome.AlreadyInjected, second.Outcome);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Uninjecting_gives_the_Pod_back(string name)
    {
        var pod = Pod.FromYaml(File.ReadAllText(Path.Combine(Folder(), name, "pod.yaml")));
        var injected = Pod.Apply(pod, Inject(name, pod));
        Pod.Same(pod, Pod.Apply(injected, PodInjector.Uninject(injected)));
    }

    // Under the policies of policies.yaml, where a case has any.
    private static InjectionResult Inject(string name, JsonElement pod)
    {
        var file = Path.Combine(Folder(), name, "policies.yaml");
        IEnumerable<PodOrderPolicy> policies = File.Exists(file) ? Yaml.ReadAll(File.ReadAllText(file)).Select(policy => PolicyReader.Read(policy.ToElement()).Policy!) : [];
        return PodInjector.Inject(pod, Pod.Options, null, new PolicySet(policies).Match(pod, new Dictionary<string, string>()));
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Goldens");
}
