using System.Net;
using System.Net.Sockets;

namespace CoopBot.BotFramework.Auth;

/// <summary>Tells addresses of the open internet from those of this machine, of the network around it, and of no place at all (fault 53).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Reserved = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    }.Select(network => IPNetwork.Parse(network))];

    /// <summary>2000::/3 is all that is given out; in it stand the documentation, Teredo and benchmarking networks.</summary>
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Reserved6 = [.. new[] { "2001::/23", "2001:db8::/32", "3fff::/20" }.Select(network => IPNetwork.Parse(network))];
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>An address of the open internet, whatever other address it carries inside.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Is(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(Reserved, network => network.Contains(address));
        }

        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) ? Is(new IPAddress(bytes.AsSpan(12, 4)))
            : SixToFour.Contains(address) ? Is(new IPAddress(bytes.AsSpan(2, 4)))
            : GivenOut.Contains(address) && !Array.Exists(Reserved6, network => network.Contains(address));
    }
}
