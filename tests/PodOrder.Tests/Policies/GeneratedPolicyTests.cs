using System.Globalization;
using System.Text.Json;
using CsCheck;
using PodOrder.Injection;
using PodOrder.Policies;
using PodOrder.Tests.Injection;
using PodOrder.Tests.Manifests;

namespace PodOrder.Tests.Policies;

/// <summary>Pods and policies drawn from the whole space; <c>PROPERTY_PODS</c> sets how many.</summary>
[Trait("Category", "Slow")]
public sealed class GeneratedPolicyTests(ITestOutputHelper output)
{
    private static readonly int Pods = int.Parse(Environment.GetEnvironmentVariable("PROPERTY_PODS") ?? "3000", CultureInfo.InvariantCulture);

    [Fact]
    public void A_Pod_that_asks_for_nothing_is_never_refused_and_every_property_holds()
    {
        int injected = 0, skipped = 0;
        Gen.Int.Sample(seed =>
        {
            var (pod, policies) = Draw(seed, asksForNothing: true);
            Assert.True(Properties.Hold(pod, policies));
            var result = PodInjector.Inject(pod, Pod.Options, null, policies);
            if (result.Outcome == Outcome.Injected) Interlocked.Increment(ref injected);
            if (result.Policies.Skipped.Count > 0) Interlocked.Increment(ref skipped);
        }, iter: Pods);
        output.WriteLine($"{Pods} Pods drawn, {injected} injected, {skipped} with waits that were skipped");
        Assert.InRange(injected, Pods / 10, Pods);
        Assert.InRange(skipped, Pods / 10, Pods);
    }

    [Fact]
    public void A_hint_is_kept_as_without_policies_and_refused_for_the_same() => Gen.Int.Sample(seed =>
    {
        var (pod, policies) = Draw(seed, asksForNothing: false);
        var alone = Try(pod, []);
        var together = Try(pod, policies);
        Assert.Equal(alone.Refusal, together.Refusal);
        if (together.Result is null) return;
        Assert.True(Properties.Hold(pod, policies));
        // The waits of the Pod's own order, at the place and in the words that they had.
        Assert.Empty(Waits(Pod.Apply(pod, alone.Result!)).Except(Waits(Pod.Apply(pod, together.Result))));
        Assert.Equal(Names(Pod.Apply(pod, alone.Result!)), Names(Pod.Apply(pod, together.Result)));
    }, iter: Pods);

    [Fact]
    public void The_outcome_does_not_depend_on_the_order_of_the_policies() => Gen.Int.Sample(seed =>
    {
        var (pod, policies) = Draw(seed, asksForNothing: true);
        var reversed = PodInjector.Inject(pod, Pod.Options, null, [.. policies.Reverse()]);
        Assert.Equal(PodInjector.Inject(pod, Pod.Options, null, policies).PatchToUtf8(), reversed.PatchToUtf8());
    }, iter: Math.Min(Pods, 10_000));

    private static (JsonElement Pod, IReadOnlyList<PodOrderPolicy> Policies) Draw(int seed, bool asksForNothing)
    {
        var random = new Random(seed);
        var pod = new PodMaker(random).Make();
        if (asksForNothing && random.Next(2) == 0) pod["metadata"]!.AsObject().Remove("annotations");
        if (asksForNothing && pod["metadata"]!["annotations"] is { } annotations)
        {
            foreach (var key in annotations.AsObject().Select(a => a.Key).Where(key => key.StartsWith("podorder.io/", StringComparison.Ordinal)).ToList()) annotations.AsObject().Remove(key);
        }
        var element = pod.ToElement();
        return (element, new PolicyMaker(random).Make([.. Names(element)]));
    }

    private static (InjectionResult? Result, string? Refusal) Try(JsonElement pod, IReadOnlyList<PodOrderPolicy> policies)
    {
        try
        {
            return (PodInjector.Inject(pod, Pod.Options, null, policies), null);
        }
        catch (RefusedException refused)
        {
            return (null, refused.Message);
        }
    }

    private static IEnumerable<string> Names(JsonElement pod) =>
        pod.GetProperty("spec").GetProperty("containers").EnumerateArray().Select(c => c.GetProperty("name").GetString()!);

    private static IEnumerable<string> Waits(JsonElement pod) =>
        from container in pod.GetProperty("spec").GetProperty("containers").EnumerateArray()
        from argument in Strings(container)
        where argument.StartsWith("--after=", StringComparison.Ordinal)
        select $"{container.GetProperty("name").GetString()} {argument}";

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
