using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels.WebChat;

/// <summary>
/// Whose word counts on where a visitor comes from: <c>X-Forwarded-For</c> and <c>-Proto</c> are read from the proxies named in
/// <c>Web__KnownProxies</c> (addresses or networks, such as <c>10.0.0.5, 10.1.0.0/16</c>) and from nobody else (fault 138).
/// </summary>
internal static class KnownProxies
{
    /// <summary>Comes first in the pipeline: what follows sees the visitor's own address.</summary>
    /// <exception cref="OptionsValidationException">An entry is neither an address nor a network.</exception>
    public static void UseKnownProxies(this WebApplication app)
    {
        var entries = (app.Configuration["Web:KnownProxies"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Length == 0)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var entry in entries)
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
            {
                headers.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new OptionsValidationException("Web", typeof(WebOptions), ["Web__KnownProxies must be addresses or networks with commas between, such as 10.0.0.5, 10.1.0.0/16."]);
            }
        }

        app.UseForwardedHeaders(headers);
    }
}
