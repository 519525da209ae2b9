using System.Text.Json;
using PodOrder.Pods;

namespace PodOrder.Injection;

/// <summary>The init container <c>podorder-install</c>. It has to start in any Pod that could start without it.</summary>
internal sealed class InstallContainer(PodView pod, SharedDirectory directory, InjectionOptions options, JsonSheet json)
{
    // The gate image's user; written out only where the Pod says 0, so that namespaces which assign UIDs are left to do so.
    private const int GateUser = 65532;

    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    private static ReadOnlySpan<byte> Environment =>
        """[{"name":"POD_IPS","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIPs"}}}]"""u8;

    /// <summary>Writes the container.</summary>
    /// <param name="edits">What is done to the others.</param>
    /// <param name="podOriginal">What was changed in the Pod itself, or null where nothing was.</param>
    public JsonPlace Write(List<ContainerEdit> edits, JsonPlace? podOriginal)
    {
        var originals = new JsonPlace[edits.Count];
        for (var i = 0; i < edits.Count; i++)
        {
            edits[i].WriteOriginal(json.Begin(before: Marks.OriginalFlag(edits[i].Container.Name)));
            originals[i] = json.End();
        }
        var writer = json.Begin();
        writer.WriteStartObject();
        writer.WriteString("name"u8, Marks.InstallName);
        writer.WriteString("image"u8, options.GateImage);
        writer.WritePropertyName("command"u8);
        writer.WriteRawValue("""["/gate","install"]"""u8, skipInputValidation: true);
        WriteArguments(writer, edits, originals, podOriginal);
        writer.WritePropertyName("env"u8);
        writer.WriteRawValue(Environment, skipInputValidation: true);
        WriteMounts(writer);
        WriteSecurityContext(writer);
        if (options.GateImagePullPolicy is { } pullPolicy) writer.WriteString("imagePullPolicy"u8, pullPolicy);
        SmallestResources.Write(writer, pod);
        writer.WriteEndObject();
        return json.End();
    }

    private void WriteArguments(Utf8JsonWriter writer, List<ContainerEdit> edits, JsonPlace[] originals, JsonPlace? podOriginal)
    {
        writer.WriteStartArray("args"u8);
        writer.WriteStringValue(Marks.RootArgument(directory.Root));
        var needsTls = false;
        foreach (var edit in edits)
        {
            writer.WriteStringValue($"--container={edit.Container.Name}={edit.Container.DeclaredRestartPolicy}");
            needsTls |= edit.NeedsTls;
        }
        if (needsTls) writer.WriteStringValue("--tls"u8);
        foreach (var original in originals) writer.WriteStringValue(Expansion.Escape(json[original]));
        if (podOriginal is { } ofPod) writer.WriteStringValue(Expansion.Escape(json[ofPod]));
        writer.WriteEndArray();
    }

    // Any mount at the token's path keeps the ServiceAccount admission plugin from adding the token (plugin/pkg/admission/serviceaccount).
    private void WriteMounts(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("volumeMounts"u8);
        directory.WriteMount(writer, directory.Root);
        if (pod.Spec.Member("automountServiceAccountToken"u8).ValueKind != JsonValueKind.False)
            directory.WriteMount(writer, TokenPath, "no-token", isReadOnly: true);
        writer.WriteEndArray();
    }

    private void WriteSecurityContext(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("securityContext"u8);
        writer.WriteBoolean("allowPrivilegeEscalation"u8, false);
        writer.WritePropertyName("capabilities"u8);
        writer.WriteRawValue("""{"drop":["ALL"]}"""u8, skipInputValidation: true);
        writer.WriteBoolean("readOnlyRootFilesystem"u8, true);
        writer.WriteBoolean("runAsNonRoot"u8, true);
        var podContext = pod.Spec.Member("securityContext"u8);
        if (!podContext.Member("seccompProfile"u8).Exists())
        {
            writer.WritePropertyName("seccompProfile"u8);
            writer.WriteRawValue("""{"type":"RuntimeDefault"}"""u8, skipInputValidation: true);
        }
        if (podContext.Member("runAsUser"u8).Int() == 0) writer.WriteNumber("runAsUser"u8, GateUser);
        writer.WriteEndObject();
    }
}
