using System.CommandLine;
using System.Text.Json;

namespace PodOrder.Cli.Cluster;

/// <summary>The argument that names a Pod of a cluster.</summary>
internal sealed class PodReference
{
    public PodReference(bool isRequired) => Argument = new Argument<string?>("POD")
    {
        CompletionSources = { context => PodNames.Of(context, Cluster) },
        Description = "A Pod by its name, pod/NAME, or the newest Pod of deployment/NAME, statefulset/NAME, daemonset/NAME, replicaset/NAME or job/NAME.",
        Arity = isRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    private static readonly IReadOnlyDictionary<string, string> _paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["deployment"] = "apis/apps/v1/{0}/deployments", ["deployments"] = "apis/apps/v1/{0}/deployments", ["deploy"] = "apis/apps/v1/{0}/deployments",
        ["statefulset"] = "apis/apps/v1/{0}/statefulsets", ["statefulsets"] = "apis/apps/v1/{0}/statefulsets", ["sts"] = "apis/apps/v1/{0}/statefulsets",
        ["daemonset"] = "apis/apps/v1/{0}/daemonsets", ["daemonsets"] = "apis/apps/v1/{0}/daemonsets", ["ds"] = "apis/apps/v1/{0}/daemonsets",
        ["replicaset"] = "apis/apps/v1/{0}/replicasets", ["replicasets"] = "apis/apps/v1/{0}/replicasets", ["rs"] = "apis/apps/v1/{0}/replicasets",
        ["job"] = "apis/batch/v1/{0}/jobs", ["jobs"] = "apis/batch/v1/{0}/jobs",
    };

    public Argument<string?> Argument { get; }

    /// <summary>The flags that say which cluster it is in.</summary>
    public ClusterFlags Cluster { get; } = new();

    public void AddTo(Command command)
    {
        command.Arguments.Add(Argument);
        Cluster.AddTo(command);
    }

    /// <summary>The Pod as it is.</summary>
    /// <exception cref="CommandException">There is none of that name, or the cluster cannot be asked.</exception>
    public async Task<JsonElement> GetAsync(ParseResult parsed, ClusterClient cluster, CancellationToken cancel)
    {
        var text = parsed.GetValue(Argument)!;
        var (kind, name) = text.Split('/') is [var first, var second] ? (first, second) : ("pod", text);
        var place = "namespaces/" + Uri.EscapeDataString(cluster.Namespace);
        if (kind is "pod" or "pods" or "po")
        {
            return await cluster.FindAsync($"api/v1/{place}/pods/{Uri.EscapeDataString(name)}", cancel)
                ?? throw new CommandException(ExitCode.Finding, $"there is no Pod \"{name}\" in namespace \"{cluster.Namespace}\"; --namespace names another one");
        }
        if (!_paths.TryGetValue(kind, out var path))
            throw new CommandException(ExitCode.Usage, $"a \"{kind}\" has no Pods that are known here; name a Pod, or a deployment, statefulset, daemonset, replicaset or job");
        var workload = await cluster.FindAsync($"{string.Format(System.Globalization.CultureInfo.InvariantCulture, path, place)}/{Uri.EscapeDataString(name)}", cancel)
            ?? throw new CommandException(ExitCode.Finding, $"there is no {kind} \"{name}\" in namespace \"{cluster.Namespace}\"; --namespace names another one");
        return await NewestAsync(cluster, workload, text, cancel);
    }

    private static async Task<JsonElement> NewestAsync(ClusterClient cluster, JsonElement workload, string text, CancellationToken cancel)
    {
        var selector = workload.At("spec", "selector", "matchLabels").Members().Select(label => $"{label.Name}={label.Value.GetString()}");
        var pods = await cluster.GetAsync($"api/v1/namespaces/{Uri.EscapeDataString(cluster.Namespace)}/pods?labelSelector={Uri.EscapeDataString(string.Join(',', selector))}", cancel);
        return pods.At("items").List().OrderByDescending(pod => pod.At("metadata", "creationTimestamp").String(), StringComparer.Ordinal).Select(pod => (JsonElement?)pod).FirstOrDefault()
            ?? throw new CommandException(ExitCode.Finding, $"{text} has no Pod at the moment");
    }
}
