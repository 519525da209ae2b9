using System.Text.Json;
using PodOrder.Injection;
using PodOrder.Policies;

namespace PodOrder.Workloads;

/// <summary>What images run is found out when a Pod is made; until then it is supposed to be known.</summary>
public static class SupposedCommands
{
    private static readonly ImageCommand _command = new(["supposed"], []);

    /// <summary>By container, a command for each that a template leaves to its image and that has to be known.</summary>
    /// <param name="template">The Pod or template as JSON.</param>
    /// <param name="policies">The policies that <see cref="PolicySet.Match"/> found for it.</param>
    /// <exception cref="RefusedException">An annotation is unknown or malformed.</exception>
    public static IReadOnlyDictionary<string, ImageCommand> Of(JsonElement template, IReadOnlyList<PodOrderPolicy>? policies = null) =>
        PodInjector.ImagesToLookUp(template, policies).ToDictionary(image => image.Key, _ => _command, StringComparer.Ordinal);
}
