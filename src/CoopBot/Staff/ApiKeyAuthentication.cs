using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CoopBot.Staff;

/// <summary><c>Authorization: Bearer coop_…</c>, under <c>/staff/api</c> and <c>/api/announcements</c> only. Cookies do not count there, so that no page can act through a person's browser.</summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, WrongKeys wrong, AuditTrail audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private bool _isHeldUp;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (wrong.IsHeldUp(Context))
        {
            _isHeldUp = true;
            return AuthenticateResult.Fail("held up");
        }

        if (await keys.FindAsync(header["Bearer ".Length..].Trim(), Context.RequestAborted) is not { } key)
        {
            wrong.Count(Context);
            await audit.RefusedAsync("-", "key.refused", "", Context.Connection.RemoteIpAddress?.ToString() ?? "");
            return AuthenticateResult.Fail("unknown or revoked");
        }

        var identity = new ClaimsIdentity(
            [new(StaffClaims.Identity, $"key:{key.Name}"), new(StaffClaims.Name, key.Name), new(StaffClaims.KeyRole, key.Role.Name())], Scheme.Name);
        return AuthenticateResult.Success(new(new(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = _isHeldUp ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;
        if (_isHeldUp)
        {
            Response.Headers.RetryAfter = "60";
        }
        else
        {
            Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"CoopBot\"";
        }

        await Response.WriteAsJsonAsync(new StaffApiError(_isHeldUp ? "Too many wrong keys from this address. Wait a minute." : "Send a key that is still good: Authorization: Bearer coop_… (apikey new NAME ROLE makes one)."));
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var who = Context.RequestServices.GetRequiredService<StaffMembers>().Of(Context.User)?.Identity ?? "-";
        await audit.RefusedAsync(who, "role.refused", Request.Path, who);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        await Response.WriteAsJsonAsync(new StaffApiError("This key's role does not reach so far."));
    }
}

/// <summary>What an automation is told when it is refused.</summary>
internal sealed record StaffApiError(string Error);

/// <summary>Wrong keys of one address: after twenty within a minute it waits.</summary>
internal sealed class WrongKeys : IDisposable
{
    private const int PerMinute = 20;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    public bool IsHeldUp(HttpContext context) => _limiter.GetStatistics(Address(context)) is { CurrentAvailablePermits: 0 };

    public void Count(HttpContext context) => _limiter.AttemptAcquire(Address(context)).Dispose();

    public void Dispose() => _limiter.Dispose();

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
