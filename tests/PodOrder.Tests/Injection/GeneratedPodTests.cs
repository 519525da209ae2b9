using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using PodOrder.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Injection;

/// <summary>Pods drawn from the whole space. <c>PROPERTY_PODS</c> sets how many; the continuous integration draws 100,000.</summary>
[Trait("Category", "Slow")]
public sealed class GeneratedPodTests(ITestOutputHelper output)
{
    private static readonly int Pods = int.Parse(Environment.GetEnvironmentVariable("PROPERTY_PODS") ?? "3000", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_Pod_is_refused_with_a_sentence_or_passes_every_property()
    {
        var injected = 0;
        Gen.Int.Sample(seed =>
        {
            if (Properties.Hold(new PodMaker(new Random(seed)).Make().ToElement())) Interlocked.Increment(ref injected);
        }, iter: Pods);
        output.WriteLine($"{Pods} Pods drawn, {injected} injected, {Pods - injected} refused with a sentence");
        Assert.InRange(injected, Pods / 5, Pods);
    }

    [Fact]
    public void What_others_add_after_us_survives_and_is_not_taken_for_a_change() => Gen.Int.Sample(seed =>
    {
        var pod = new PodMaker(new Random(seed)).Make();
        if (TryInject(pod) is not { } injected) return;
        var changed = Changed(injected, new Random(seed));
        var again = Pod.Inject(changed.ToElement());
        var healed = Pod.Apply(changed.ToElement(), again);
        Assert.Empty(Pod.Inject(healed).Patch);
        Pod.Same(Changed(pod, new Random(seed)).ToElement(), Pod.Apply(healed, PodInjector.Uninject(healed)));
    }, iter: Math.Min(Pods, 20_000));

    private static JsonNode? TryInject(JsonNode pod)
    {
        try
        {
            return Pod.Injected(pod.ToElement()).ToTree();
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    // What sidecar injectors and defaulting do: a container behind, a variable and a mount in every container, a label, defaults.
    private static JsonNode Changed(JsonNode pod, Random random)
    {
        var copy = pod.DeepClone();
        var spec = copy["spec"]!.AsObject();
        foreach (var container in spec["containers"]!.AsArray().Select(c => c!.AsObject()))
        {
            container["env"] = new JsonArray(new JsonObject { ["name"] = "ADDED" });
            ListOf(container, "volumeMounts").Add((JsonNode)new JsonObject { ["name"] = "added", ["mountPath"] = "/added" });
            ListOf(container, "args").Add((JsonNode)"--added");
        }
        spec["containers"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "added", ["image"] = "added" });
        ListOf(spec, "volumes").Add((JsonNode)new JsonObject { ["name"] = "added" });
        foreach (var install in (spec["initContainers"] as JsonArray ?? []).Where(c => c!["name"]!.GetValue<string>() == "podorder-install"))
        {
            install!["env"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "ADDED" });
            install["terminationMessagePolicy"] = "File";
        }
        copy["metadata"]!["labels"] = new JsonObject { ["added"] = random.Next().ToString(CultureInfo.InvariantCulture) };
        return copy;
    }

    private static JsonArray ListOf(JsonObject holder, string member)
    {
        if (holder[member] is not JsonArray) holder[member] = new JsonArray();
        return holder[member]!.AsArray();
    }
}
