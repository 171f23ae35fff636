using System.Globalization;
using System.Security.Claims;
using CoopBot.BotFramework.DirectLine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CoopBot.Staff;

/// <summary>A person's session in the console: one cookie that says who, and never what they may do.</summary>
internal static class StaffSession
{
    /// <summary>How long a cookie is good without use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>After that long a page asks Entra again; who is gone there, or left a group, is out (a page that is only read goes on its own way, without a word).</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(45);

    /// <summary>What is sent until then still counts, so that a form begun in time is not lost.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    private const string IsStaleItem = "CoopBot.Staff.Stale";

    /// <summary>The session was good once, and its person need only be asked for again.</summary>
    public static bool IsStale(HttpContext context) => context.Items.ContainsKey(IsStaleItem);

    /// <summary>A principal for a new session, with an id of its own (no login fixation, fault 120).</summary>
    public static ClaimsPrincipal New(string identity, string name, IEnumerable<string> groups, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new(StaffClaims.Identity, identity),
            new(StaffClaims.Name, name),
            new(StaffClaims.Session, Ids.New()),
            new(StaffClaims.SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            .. groups.Select(group => new Claim(StaffClaims.Group, group)),
        ],
        StaffSchemes.Cookie));

    public static void Configure(CookieAuthenticationOptions cookie, IHostEnvironment environment)
    {
        cookie.Cookie.Name = "coopbot-staff";
        cookie.Cookie.Path = "/staff";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = redirect => StaffSignIn.AskAsync(redirect.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = redirect => StaffNotices.RefuseAsync(redirect.HttpContext);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (context.Principal?.FindFirstValue(StaffClaims.Session) is not { } session
            || await services.GetRequiredService<EndedSessions>().ContainsAsync(session, http.RequestAborted))
        {
            context.RejectPrincipal();
            return;
        }

        var isDeveloper = context.Principal.FindFirstValue(StaffClaims.Identity) == StaffClaims.Developer;
        if (isDeveloper && !services.GetRequiredService<DevelopmentLink>().IsOffered)
        {
            // Made in Development; the same store and keys now serve people.
            context.RejectPrincipal();
            return;
        }

        var signedIn = DateTimeOffset.FromUnixTimeSeconds(long.Parse(context.Principal.FindFirstValue(StaffClaims.SignedInAt)!, CultureInfo.InvariantCulture));
        var age = services.GetRequiredService<TimeProvider>().GetUtcNow() - signedIn;
        if (!isDeveloper && age > (HttpMethods.IsGet(http.Request.Method) && !StaffNotices.IsPartial(http.Request) ? AskAgainAfter : GoodFor))
        {
            http.Items[IsStaleItem] = true;
            context.RejectPrincipal();
        }
    }
}

/// <summary>How callers are known.</summary>
internal static class StaffSchemes
{
    /// <summary>Keys under <c>/staff/api</c>, the cookie elsewhere.</summary>
    public const string Staff = "Staff";

    /// <summary>The console's session.</summary>
    public const string Cookie = "StaffCookie";

    /// <summary>Keys of automations.</summary>
    public const string Key = "StaffKey";

    /// <summary>The office's accounts.</summary>
    public const string Entra = "StaffEntra";
}
