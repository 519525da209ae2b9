using System.Net;
using System.Net.Sockets;

namespace PodOrder.Registry;

/// <summary>Tells addresses of the internet from those of a cluster, a cloud or a machine (IANA special-purpose address registries, RFC 6890).</summary>
internal static class PublicAddress
{
    // Carries the IPv4 address in its last 32 bits (RFC 6052): how a cluster of IPv6 alone reaches the internet.
    private static readonly IPNetwork _translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork _globalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] _special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is one of the internet.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (_translated.Contains(address))
            return Is(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        var isUnicast = address.AddressFamily == AddressFamily.InterNetwork || _globalUnicast.Contains(address);
        return isUnicast && !Array.Exists(_special, n => n.Contains(address));
    }
}
