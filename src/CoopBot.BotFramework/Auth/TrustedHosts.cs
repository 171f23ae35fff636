using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Auth;

/// <summary>
/// Where replies may go, asked at each send. With an app id: the Bot Framework's own hosts and those that the office named, by
/// https; a loopback address only where it was named with its port. On a developer's own machine without an app id: loopback, and
/// never a token. Otherwise nowhere.
/// </summary>
public sealed class TrustedHosts(IOptions<BotFrameworkOptions> options, Func<bool> isAnonymous)
{
    private const int MaxRemembered = 200;

    /// <summary>Exact, since anybody may register a name beside them (trafficmanager.net is Azure's for all its customers).</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "smba.trafficmanager.net", "smba.onyx.prod.teams.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us",
    };

    /// <summary>Zones that belong to the Bot Framework alone.</summary>
    private static readonly string[] KnownZones = [".botframework.com", ".botframework.azure.us", ".botapi.skype.com"];

    private readonly HashSet<Named> _named = [.. options.Value.TrustedHosts.Select(entry => Read(entry) ?? throw new OptionsValidationException("BotFramework", typeof(BotFrameworkOptions), [Wrong]))];

    /// <summary>Service URLs that were found trusted, letter by letter; settings do not change while the service runs.</summary>
    private readonly ConcurrentDictionary<string, Uri> _trusted = new(StringComparer.Ordinal);

    /// <summary>What is wrong with an entry that cannot be read.</summary>
    internal const string Wrong =
        "BotFramework__TrustedHosts must be host names such as connector.example.com, or a loopback address with its port such as http://127.0.0.1:4100; no other private address, no path, no wildcard.";

    /// <summary>The bot has an app id, so that what it sends carries a token.</summary>
    public bool HasAppId => !string.IsNullOrEmpty(options.Value.AppId);

    /// <summary>The service URL as an address with a slash at its end.</summary>
    /// <param name="serviceUrl">As the activity or the address book has it.</param>
    /// <param name="anonymous">It was learnt without a token.</param>
    /// <exception cref="ConnectorException"><c>UntrustedServiceUrl</c>: nothing may be sent there.</exception>
    public Uri Check(string serviceUrl, bool anonymous)
    {
        if (!anonymous && _trusted.TryGetValue(serviceUrl, out var known))
        {
            return known;
        }

        if (Uri.TryCreate(serviceUrl.EndsWith('/') ? serviceUrl : serviceUrl + "/", UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" }
            && (HasAppId ? !anonymous && IsTrusted(address) : address.IsLoopback && isAnonymous()))
        {
            if (HasAppId && _trusted.Count < MaxRemembered)
            {
                _trusted[serviceUrl] = address;
            }

            return address;
        }

        throw Untrusted();
    }

    /// <summary>
    /// Asked again at connect, of every address that the name stands for (fault 55): all of the open internet, or all loopback where
    /// that is meant.
    /// </summary>
    public bool MayConnect(string host, int port, IReadOnlyList<IPAddress> addresses) => addresses.Count > 0
        && (IsLoopbackMeant(host, port) ? addresses.All(IPAddress.IsLoopback) : HasAppId && addresses.All(PublicAddress.Is));

    /// <summary>A loopback address that was named: the one place that is spoken to without credentials.</summary>
    public bool IsNamedLoopback(Uri address) => address.IsLoopback && _named.Contains(Named.Of(address));

    /// <summary>Nothing is sent there.</summary>
    internal static ConnectorException Untrusted() => new(HttpStatusCode.BadRequest, "UntrustedServiceUrl", "The service URL is not one this service may call.");

    /// <summary>An entry of the setting; null where it cannot be read or may not be trusted.</summary>
    internal static Named? Read(string entry)
    {
        if (!Uri.TryCreate(entry.Contains("://", StringComparison.Ordinal) ? entry : "https://" + entry, UriKind.Absolute, out var address)
            || address is not { Scheme: "http" or "https", UserInfo: "", PathAndQuery: "/", Fragment: "" } || entry.Contains('*', StringComparison.Ordinal) || address.IdnHost.EndsWith('.'))
        {
            return null;
        }

        var hasPort = entry.TrimEnd('/').EndsWith($":{address.Port}", StringComparison.Ordinal);
        var isFine = address.IsLoopback ? hasPort
            : address.Scheme == Uri.UriSchemeHttps && (!IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var ip) || PublicAddress.Is(ip));
        return isFine ? Named.Of(address) : null;
    }

    private bool IsTrusted(Uri address)
    {
        var host = address.IdnHost;
        return _named.Contains(Named.Of(address))
            || (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && (Known.Contains(host) || Array.Exists(KnownZones, zone => host.EndsWith(zone, StringComparison.Ordinal))));
    }

    private bool IsLoopbackMeant(string host, int port) => HasAppId
        ? _named.Any(named => named.Port == port && string.Equals(named.Host, host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && named.IsLoopback)
        : isAnonymous();

    /// <summary>A host as it was named.</summary>
    internal readonly record struct Named(string Scheme, string Host, int Port, bool IsLoopback)
    {
        public static Named Of(Uri address) => new(address.Scheme, address.IdnHost.Trim('[', ']'), address.Port, address.IsLoopback);
    }
}
