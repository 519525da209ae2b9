using System.Text.Json;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

/// <summary>Policies for tests, read from YAML, and Pods under them.</summary>
internal static class Policy
{
    public static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    public static PodOrderPolicy FromYaml(string yaml) => Reading(yaml) is var reading && reading.Policy is { } policy
        ? policy
        : throw new ArgumentException(reading.Fault!.Message, nameof(yaml));

    /// <summary>A policy that selects every Pod.</summary>
    public static PodOrderPolicy Of(string name, string rules, string onConflict = "Skip") =>
        FromYaml($"metadata: {{name: {name}}}\nspec: {{rules: [{rules}], onConflict: {onConflict}}}");

    public static PolicyReading Reading(string yaml) => PolicyReader.Read(Pod.FromYaml(yaml));

    public static InjectionResult Inject(JsonElement pod, params IEnumerable<PodOrderPolicy> policies) =>
        PodInjector.Inject(pod, Pod.Options, null, new PolicySet(policies).Match(pod, NoLabels));

    public static JsonElement Injected(JsonElement pod, params IEnumerable<PodOrderPolicy> policies) => Pod.Apply(pod, Inject(pod, policies));
}
