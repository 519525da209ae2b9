using System.Net;
using PodOrder.Cli.Cluster;
using PodOrder.Injection;

namespace PodOrder.Cli.Checking;

/// <summary>Asks for what users ask for, as dry runs that leave nothing behind: an order, and a wrong hint.</summary>
internal static class AdmissionCheck
{
    private const string Category = "admission";

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(ClusterClient cluster, CancellationToken cancel)
    {
        var (status, right) = await CreateAsync(cluster, "first:started -> second", cancel);
        if (status == HttpStatusCode.Forbidden)
            return [CheckResult.Doubtful(Category, $"you may not create Pods in namespace {cluster.Namespace}, so the webhook was not tried; --namespace names another one")];
        var injected = status == HttpStatusCode.Created ? InjectedPod.Find(right) : null;
        if (injected is null)
        {
            var why = status == HttpStatusCode.Created ? "the Pod came back as it was" : right.At("message").String() ?? status.ToString();
            return [CheckResult.Failed(Category, $"a Pod with an order does not get it (dry run in namespace {cluster.Namespace}): {why}")];
        }

        var (_, wrong) = await CreateAsync(cluster, "first:redy -> second", cancel);
        return
        [
            CheckResult.Passed(Category, $"a Pod with an order gets it (dry run): version {injected.Version}, gate image {injected.GateImage}"),
            (wrong.At("message").String() ?? "").Contains("podorder.io/order", StringComparison.Ordinal)
                ? CheckResult.Passed(Category, "a Pod with a wrong hint is refused (dry run)")
                : CheckResult.Failed(Category, $"a Pod with a wrong hint is not refused (dry run): {wrong.At("message").String() ?? "it was accepted"}"),
        ];
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.JsonElement Answer)> CreateAsync(ClusterClient cluster, string order, CancellationToken cancel) =>
        // It passes the Pod Security profile "restricted", so that nothing but the order decides.
        cluster.TryPostAsync($"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/pods?dryRun=All", $$"""
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"generateName": "podorder-check-", "annotations": {"podorder.io/order": "{{order}}"} },
             "spec": {"securityContext": {"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"} },
               "containers": [{{Container("first")}}, {{Container("second")}}] } }
            """, cancel);

    private static string Container(string name) => $$"""
        {"name": "{{name}}", "image": "podorder-check:dry-run", "command": ["true"],
         "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}, "limits": {"cpu": "1m", "memory": "1Mi"} },
         "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]} } }
        """;
}
