using PodOrder.Gate.Sentinels;

namespace PodOrder.Gate.Checks;

/// <summary>Where a check looks.</summary>
internal static class Addresses
{
    /// <summary>The address that kubelet probes, the Pod's first one; the loopback ones too where the check says so, or where the Pod's is not known.</summary>
    public static List<string> For(Check check, SharedDirectory shared)
    {
        var addresses = new List<string>();
        if (shared.PodAddress() is { } pod) addresses.Add(pod);
        if (check.Options.Loopback || addresses.Count == 0) addresses.AddRange(["127.0.0.1", "::1"]);
        return addresses;
    }
}
