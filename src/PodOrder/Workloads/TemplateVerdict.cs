using System.Text.Json;
using PodOrder.Injection;

namespace PodOrder.Workloads;

/// <summary>What will be said of the Pods of a template, as far as it can be told before there are any.</summary>
/// <param name="Refusal">Why they will be denied, or null.</param>
/// <param name="Warnings">What may surprise.</param>
public sealed record TemplateVerdict(RefusedException? Refusal, IReadOnlyList<string> Warnings)
{
    // Which image holds the gate decides nothing.
    private static readonly InjectionOptions _options = new("podorder-gate");

    /// <summary>Judges a template. Containers that it lacks may still be injected into its Pods by another webhook: they are warned of, not refused.</summary>
    public static TemplateVerdict Of(JsonElement template)
    {
        try
        {
            return new TemplateVerdict(null, PodInjector.Inject(template, _options, SupposedCommands.Of(template)).Warnings);
        }
        catch (RefusedException refused)
        {
            return new TemplateVerdict(refused, []);
        }
    }
}
