using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PodOrder.Policies;

namespace PodOrder.Benchmarks;

/// <summary>What policies cost a Pod: finding those that concern it, among many that do not.</summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private static readonly Dictionary<string, string> _namespaceLabels = new() { ["kubernetes.io/metadata.name"] = "shop-1", ["team"] = "shop" };
    private readonly JsonDocument _pod = JsonDocument.Parse("""
        {"metadata": {"generateName": "web-", "labels": {"app": "app-1", "pod-template-hash": "x", "tier": "front", "app.kubernetes.io/part-of": "shop"}},
         "spec": {"initContainers": [{"name": "istio-proxy"}], "containers": [{"name": "web"}, {"name": "logs"}, {"name": "cloud-sql-proxy"}]}}
        """);

    private PolicySet _policies = PolicySet.Empty;

    /// <summary>How many policies there are.</summary>
    [Params(0, 1, 100, 1000)]
    public int Policies { get; set; }

    /// <summary>Policies as teams write them: for an app, for a namespace, for some container wherever it is; three of them concern the Pod.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _policies = new PolicySet(Enumerable.Range(1, Policies).Select(Policy));
        var matched = _policies.Match(_pod.RootElement, _namespaceLabels).Count;
        if (matched != Math.Min(Policies, 3))
            throw new InvalidOperationException($"{matched} policies concern the Pod.");
    }

    /// <summary>Finds those that concern the Pod.</summary>
    [Benchmark]
    public int Match() => _policies.Match(_pod.RootElement, _namespaceLabels).Count;

    /// <summary>Makes the set, as after each change of a policy.</summary>
    [Benchmark]
    public int Compile() => new PolicySet(Enumerable.Range(1, Policies).Select(Policy)).Count;

    private static PodOrderPolicy Policy(int number)
    {
        var pods = number % 3 == 1 ? $"\"app\": \"app-{number}\"" : "";
        var namespaces = number % 3 == 2 ? $"\"kubernetes.io/metadata.name\": \"shop-{number - 1}\"" : "";
        var dependency = number % 3 == 0 && number > 3 ? $"proxy-{number}" : "cloud-sql-proxy";
        using var policy = JsonDocument.Parse($$$"""
            {"metadata": {"name": "policy-{{{number}}}"}, "spec": {
              "podSelector": {"matchLabels": { {{{pods}}} }}, "namespaceSelector": {"matchLabels": { {{{namespaces}}} }},
              "rules": [{"containers": ["*"], "after": [{"name": "{{{dependency}}}", "condition": "ready"}]}]}}
            """);
        return PolicyReader.Read(policy.RootElement).Policy!;
    }
}
