using System.Text.Json.Nodes;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The init container <c>podorder-install</c>. It has to start in any Pod that could start without it.</summary>
internal static class InstallContainer
{
    // The gate image's user; written out only where the Pod says 0, so that namespaces which assign UIDs are left to do so.
    private const int GateUser = 65532;

    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static JsonObject Build(PodView pod, IReadOnlyList<ContainerEdit> edits, SharedDirectory directory, InjectionOptions options, JsonObject podOriginal)
    {
        var container = new JsonObject
        {
            ["name"] = Marks.InstallName,
            ["image"] = options.GateImage,
            ["command"] = new JsonArray("/gate", "install"),
            ["args"] = new JsonArray([.. Arguments(edits, directory, podOriginal).Select(a => JsonValue.Create(a))]),
            ["env"] = new JsonArray(new JsonObject
            {
                ["name"] = "POD_IPS",
                ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "status.podIPs" } },
            }),
            ["volumeMounts"] = Mounts(pod, directory),
            ["securityContext"] = SecurityContext(pod),
        };
        if (options.GateImagePullPolicy is { } pullPolicy) container["imagePullPolicy"] = pullPolicy;
        if (SmallestResources.Of(pod) is { } resources) container["resources"] = resources;
        return container;
    }

    private static IEnumerable<string> Arguments(IReadOnlyList<ContainerEdit> edits, SharedDirectory directory, JsonObject podOriginal)
    {
        yield return Marks.RootArgument(directory.Root);
        foreach (var edit in edits)
            yield return $"--container={edit.Container.Name}={edit.Container.DeclaredRestartPolicy}";
        if (NeedsTls(edits)) yield return "--tls";
        foreach (var edit in edits)
            yield return Marks.OriginalArgument(edit.Container.Name, JsonText.Of(edit.Original));
        if (podOriginal.Count > 0) yield return Marks.OriginalArgument("", JsonText.Of(podOriginal));
    }

    private static bool NeedsTls(IReadOnlyList<ContainerEdit> edits) =>
        edits.SelectMany(e => e.Fields.Values).SelectMany(TextsIn).Any(text =>
            text.StartsWith("--check=https:", StringComparison.Ordinal) || text.StartsWith("--hook=https:", StringComparison.Ordinal));

    private static IEnumerable<string> TextsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsIn(member.Value)),
        JsonArray items => items.SelectMany(TextsIn),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    // Any mount at the token's path keeps the ServiceAccount admission plugin from adding the token (plugin/pkg/admission/serviceaccount).
    private static JsonArray Mounts(PodView pod, SharedDirectory directory)
    {
        var mounts = new JsonArray(new JsonObject { ["name"] = directory.Volume, ["mountPath"] = directory.Root });
        if (pod.Spec.Member("automountServiceAccountToken").ValueKind != System.Text.Json.JsonValueKind.False)
        {
            mounts.Add((JsonNode)new JsonObject { ["name"] = directory.Volume, ["mountPath"] = TokenPath, ["subPath"] = "no-token", ["readOnly"] = true });
        }
        return mounts;
    }

    private static JsonObject SecurityContext(PodView pod)
    {
        var context = new JsonObject
        {
            ["allowPrivilegeEscalation"] = false,
            ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
            ["readOnlyRootFilesystem"] = true,
            ["runAsNonRoot"] = true,
        };
        var podContext = pod.Spec.Member("securityContext");
        if (!podContext.Member("seccompProfile").Exists()) context["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" };
        if (podContext.Member("runAsUser").Int() == 0) context["runAsUser"] = GateUser;
        return context;
    }
}
