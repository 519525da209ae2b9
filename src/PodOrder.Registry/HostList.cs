namespace PodOrder.Registry;

/// <summary>Lists of hosts as the configuration gives them.</summary>
internal static class HostList
{
    /// <summary>Whether a host is listed, with this port or without any.</summary>
    public static bool Contains(IReadOnlyList<string> hosts, string host, int port)
    {
        var name = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        return hosts.Any(h => h.Equals(name, StringComparison.OrdinalIgnoreCase) || h.Equals($"{name}:{port}", StringComparison.OrdinalIgnoreCase));
    }
}
