using System.Text.Json;
using System.Text.Json.Nodes;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>What holds for every Pod that is not refused.</summary>
internal static class Properties
{
    /// <summary>Checks them; false = the Pod was refused, with a sentence.</summary>
    public static bool Hold(JsonElement pod, params IReadOnlyList<PodOrderPolicy> policies)
    {
        InjectionResult result;
        try
        {
            result = PodInjector.Inject(pod, Pod.Options, null, policies);
        }
        catch (RefusedException refused)
        {
            Assert.Matches("^[^\\n]{20,600}$", refused.Message);
            return false;
        }
        var injected = Pod.Apply(pod, result);
        Assert.All(result.Warnings, warning => Assert.Matches("^[^\\n]{1,120}$", warning));
        Assert.All(result.Patch, operation => Assert.Contains(operation.Op, (string[])["add", "replace", "remove", "move"]));
        var again = PodInjector.Inject(injected, Pod.Options, null, policies);
        Assert.True(again.Patch.Count == 0, $"a second pass changes {string.Join("; ", again.Patch)} of {injected}");
        Assert.Equal(result.Plan, again.Plan);
        Pod.Same(pod, Pod.Apply(injected, PodInjector.Uninject(injected)));
        Assert.Equal(Stripped(pod), Stripped(injected));
        return true;
    }

    // What no injection may touch: everything but the containers' commands, probes, hooks and mounts.
    private static string Stripped(JsonElement pod)
    {
        var tree = pod.ToTree();
        (tree["metadata"]?["annotations"] as JsonObject)?.Remove("podorder.io/status");
        (tree["metadata"]?["annotations"] as JsonObject)?.Remove("kubectl.kubernetes.io/default-container");
        if (tree["metadata"]?["annotations"] is JsonObject { Count: 0 }) tree["metadata"]!.AsObject().Remove("annotations");
        var spec = tree["spec"]!.AsObject();
        foreach (var list in (string[])["initContainers", "containers"])
        {
            var items = (spec[list] as JsonArray ?? []).Select(c => c!.AsObject()).Where(c => c["name"]!.GetValue<string>() != "podorder-install").ToList();
            foreach (var container in items)
            {
                foreach (var field in (string[])["command", "args", "startupProbe", "readinessProbe", "livenessProbe", "volumeMounts"]) container.Remove(field);
                (container["lifecycle"] as JsonObject)?.Remove("postStart");
                if (container["lifecycle"] is JsonObject { Count: 0 }) container.Remove("lifecycle");
            }
            spec[list] = new JsonArray([.. items.OrderBy(c => c["name"]!.GetValue<string>(), StringComparer.Ordinal).Select(c => c.DeepClone())]);
        }
        spec["volumes"] = new JsonArray([.. (spec["volumes"] as JsonArray ?? []).Where(v => v!["name"]!.GetValue<string>() is not ("podorder" or "podorder-1")).Select(v => v!.DeepClone())]);
        var order = spec.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}: {m.Value?.ToJsonString()}");
        return string.Join('\n', order) + tree["metadata"]!.ToJsonString();
    }
}
