namespace PodOrder.Policies;

/// <summary>Why a policy is not applied.</summary>
/// <param name="Reason">Why, as the word of its <c>Accepted</c> condition.</param>
/// <param name="Message">One sentence for the person who wrote it: what is wrong, where, and what to write instead.</param>
public sealed record PolicyFault(PolicyFaultReason Reason, string Message);
