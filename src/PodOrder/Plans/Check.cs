using PodOrder.Hints;

namespace PodOrder.Plans;

/// <summary>How the gate tells by itself that a dependency is ready.</summary>
/// <param name="What">The connection, request or file.</param>
/// <param name="Headers">Request headers, for http and https.</param>
/// <param name="Loopback">Try the loopback addresses too: only for a check that the hint names, since kubelet probes the Pod's address.</param>
/// <param name="Delay">The probe's initialDelaySeconds.</param>
/// <param name="Period">Its periodSeconds.</param>
/// <param name="Timeout">Its timeoutSeconds.</param>
/// <param name="Successes">Its successThreshold.</param>
internal sealed record Check(
    ReadyCheck What,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    bool Loopback,
    TimeSpan Delay,
    TimeSpan Period,
    TimeSpan Timeout,
    int Successes);
