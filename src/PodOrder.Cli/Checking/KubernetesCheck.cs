using System.Globalization;
using PodOrder.Cli.Cluster;

namespace PodOrder.Cli.Checking;

/// <summary>Whether the cluster answers, is new enough, and lets the other checks look.</summary>
internal static class KubernetesCheck
{
    private const string Category = "kubernetes";

    // Match conditions of webhooks are stable since then (KEP-3716).
    private const int LeastMinor = 30;

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(ClusterClient cluster, CancellationToken cancel)
    {
        var version = await cluster.GetAsync("version", cancel);
        return [Version(cluster, version.At("gitVersion").String() ?? "?", version.At("minor").String() ?? ""), .. await AllowedAsync(cluster, cancel)];
    }

    private static CheckResult Version(ClusterClient cluster, string version, string minor) =>
        int.TryParse(minor.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < LeastMinor
            ? CheckResult.Failed(Category, $"{cluster.Server} is Kubernetes {version}; PodOrder needs 1.{LeastMinor} or newer")
            : CheckResult.Passed(Category, $"{cluster.Server} answers: Kubernetes {version}");

    private static async Task<IReadOnlyList<CheckResult>> AllowedAsync(ClusterClient cluster, CancellationToken cancel)
    {
        (string Group, string Resource, string Verb, string Why)[] needs =
        [
            ("", "pods", "list", "only those of the namespace are looked at"),
            ("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "get", "it is not seen whether the webhook is registered"),
        ];
        var denied = new List<CheckResult>();
        foreach (var (group, resource, verb, why) in needs)
        {
            var json = $$"""{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"group":"{{group}}","resource":"{{resource}}","verb":"{{verb}}"} } }""";
            var answer = await cluster.PostAsync("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", json, cancel);
            if (!answer.At("status", "allowed").IsTrue())
                denied.Add(CheckResult.Doubtful(Category, $"you may not {verb} {resource} of the whole cluster: {why}"));
        }
        return denied.Count > 0 ? denied : [CheckResult.Passed(Category, "you may read all that is checked here")];
    }
}
