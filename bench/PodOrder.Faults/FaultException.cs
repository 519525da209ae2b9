namespace PodOrder.Faults;

/// <summary>The server did what it must not. The message is the row's sentence.</summary>
internal sealed class FaultException(string message) : Exception(message);
