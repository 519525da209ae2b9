using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson;
using PodOrder.Conformance.Images;
using PodOrder.Conformance.Kubelet;
using PodOrder.Conformance.Manifests;
using PodOrder.Conformance.Runtime;
using PodOrder.Injection;

namespace PodOrder.Conformance.Orders;

/// <summary>A Pod that runs as the webhook has changed it.</summary>
public static class OrderedPod
{
    private const string GateImage = "podorder/gate";

    /// <summary>Mutates a Pod written as YAML, or the Pod template of a workload, and runs it.</summary>
    public static PodRun Create(string yaml, RunOptions? options = null)
    {
        options ??= new RunOptions();
        var gate = Repository.DemandGate();
        options.Images.Add(GateImage, new Image(root => File.Copy(gate, Path.Combine(root, "gate")), ["/gate"], [], User: 65532));
        return PodRun.Create(Mutate(PodOf(Yaml.Read(yaml))), options);
    }

    /// <summary>What the webhook makes of a Pod; the patch is applied by a library that knows nothing of PodOrder.</summary>
    public static JsonNode Mutate(JsonNode pod)
    {
        var mutated = pod.DeepClone();
        var result = Inject(pod);
        Assert.Equal(Outcome.Injected, result.Outcome);
        JsonSerializer.Deserialize<JsonPatchDocument>(result.PatchToUtf8())!.ApplyTo(mutated);
        Assert.Equal(Outcome.AlreadyInjected, Inject(mutated).Outcome);
        return mutated;
    }

    /// <summary>What the webhook answers.</summary>
    public static InjectionResult Inject(JsonNode pod)
    {
        using var document = JsonDocument.Parse(pod.ToJsonString());
        return PodInjector.Inject(document.RootElement, new InjectionOptions(GateImage));
    }

    /// <summary>The Pod of a manifest: itself, or the one that a workload's template describes.</summary>
    public static JsonNode PodOf(JsonNode manifest)
    {
        if (manifest["spec"]?["template"] is not { } template)
            return manifest;
        var pod = template.DeepClone();
        pod["metadata"] ??= new JsonObject();
        pod["metadata"]!["name"] = $"{manifest["metadata"]?["name"]}-0";
        return pod;
    }
}
