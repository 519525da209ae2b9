namespace PodOrder.Policies;

/// <summary>A policy that cannot be applied; never leaves <see cref="PolicyReader"/>.</summary>
internal sealed class PolicyFaultException(PolicyFaultReason reason, string message) : Exception(message)
{
    public PolicyFault Fault => new(reason, Message);
}
