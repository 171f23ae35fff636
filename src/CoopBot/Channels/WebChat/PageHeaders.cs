using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels.WebChat;

/// <summary>The security headers of every page that people see, <c>/ringan</c> included.</summary>
public static partial class PageHeaders
{
    /// <summary>
    /// Sets the headers and returns the nonce that this one response's scripts and style elements carry.
    /// Nothing is loaded from another host, and only the office's own sites may frame the page.
    /// </summary>
    public static string Write(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value;
        var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; "
            + $"connect-src 'self'{Sockets(context)}; font-src 'self'; base-uri 'none'; form-action 'self'; "
            + $"frame-ancestors {options.FrameAncestorsDirective}";
        headers["Referrer-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        return nonce;
    }

    /// <summary>
    /// Browsers that do not count WebSockets to <c>'self'</c> need them named, and the stream's address is made of
    /// <c>CoopBot:PublicUrl</c> where that is set. A strange Host header is left out.
    /// </summary>
    private static string Sockets(HttpContext context)
    {
        var publicHost = context.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value.PublicUrl?.Authority ?? "";
        return string.Concat(new[] { context.Request.Host.Value ?? "", publicHost }.Distinct()
            .Where(host => PlainHost().IsMatch(host))
            .Select(host => $" ws://{host} wss://{host}"));
    }

    [GeneratedRegex(@"\A[a-z0-9.-]+(?::[0-9]{1,5})?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlainHost();
}
