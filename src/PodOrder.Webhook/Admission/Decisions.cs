namespace PodOrder.Webhook.Admission;

/// <summary>What decides on the requests of each path.</summary>
/// <param name="Mutate">Puts orders into Pods.</param>
/// <param name="Validate">Refuses what is still wrong after everybody has mutated; it never patches.</param>
public sealed record Decisions(Decision Mutate, Decision Validate)
{
    /// <summary>Refuses workloads whose Pods would be refused.</summary>
    public Decision ValidateWorkloads { get; init; } = (request, _) => ValueTask.FromResult(WorkloadAdmission.Validate(request));
}
