using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>What a token says: this person, in this conversation.</summary>
public readonly record struct DirectLineToken(string ConversationId, string UserId);

/// <summary>
/// Mints and reads Direct Line tokens and the visitor's cookie. Both are sealed with the Data Protection keys, which lie in
/// the store, so that a restart or a second process still knows them.
/// </summary>
public sealed class DirectLineTokens(IDataProtectionProvider protection, IOptions<DirectLineOptions> options, TimeProvider time)
{
    private const string CookieName = "coopbot_visitor";
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromDays(90);

    private readonly IDataProtector _tokens = protection.CreateProtector("CoopBot.DirectLine.Token.v1");
    private readonly IDataProtector _visitors = protection.CreateProtector("CoopBot.DirectLine.Visitor.v1");

    /// <summary>Seconds that a token is good for.</summary>
    public int ExpiresIn => (int)options.Value.TokenLifetime.TotalSeconds;

    /// <summary>A new token.</summary>
    public string Mint(DirectLineToken token) =>
        _tokens.Protect(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().Add(options.Value.TokenLifetime).ToUnixTimeSeconds()} {token.ConversationId} {token.UserId}"));

    /// <summary>Reads a token; null where it is not ours or has ended.</summary>
    public DirectLineToken? Read(string? token) =>
        Open(_tokens, token)?.Split(' ') is [var expires, var conversation, var user]
        && long.Parse(expires, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
            ? new DirectLineToken(conversation, user)
            : null;

    /// <summary>The visitor by the cookie; null where there is none that we made.</summary>
    public string? Visitor(HttpRequest request) => Open(_visitors, request.Cookies[CookieName]);

    /// <summary>The visitor by the cookie, or a new one; the cookie starts its 90 days anew.</summary>
    public string VisitorOrNew(HttpContext context)
    {
        var visitor = Visitor(context.Request) ?? "dl_" + Ids.New();
        context.Response.Cookies.Append(CookieName, _visitors.Protect(visitor), new CookieOptions
        {
            HttpOnly = true,
            Secure = !IsPlainLocalNetwork(context.Request),
            SameSite = SameSiteMode.Lax,
            MaxAge = CookieLifetime,
            Path = "/",
            IsEssential = true,
        });
        return visitor;
    }

    /// <summary>
    /// Plain http by a name or address that is not this machine, and no https address set: a trial in a local network, where a
    /// browser would drop a Secure cookie and with it the conversation. Behind a proxy that ends TLS, the public address is set.
    /// </summary>
    private bool IsPlainLocalNetwork(HttpRequest request) =>
        !request.IsHttps
        && options.Value.PublicUrl?.Scheme != Uri.UriSchemeHttps
        && request.Headers["X-Forwarded-Proto"] != Uri.UriSchemeHttps
        && !(Uri.TryCreate($"http://{request.Host}", UriKind.Absolute, out var own) && own.IsLoopback);

    private static string? Open(IDataProtector protector, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText) || sealedText.Length > 2_000)
        {
            return null;
        }

        try
        {
            return protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
