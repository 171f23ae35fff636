using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CoopBot.Staff;

/// <summary>Sign-in with the office's accounts: Entra ID by OpenID Connect, authorization code with PKCE. (tenant, object id) is the person; the name is for display.</summary>
internal static partial class StaffSignIn
{
    public const string CallbackPath = "/staff/signin-oidc";

    public static void Configure(OpenIdConnectOptions entra, StaffOptions staff, ServiceOptions service, IHostEnvironment environment)
    {
        entra.SignInScheme = StaffSchemes.Cookie;
        entra.Authority = staff.Authority;
        entra.ClientId = staff.ClientId;
        entra.ClientSecret = staff.ClientSecret;
        // Checked at start: https, or http on this machine.
        entra.RequireHttpsMetadata = staff.Authority!.StartsWith("https", StringComparison.OrdinalIgnoreCase);
        entra.ResponseType = OpenIdConnectResponseType.Code;
        // As a query, not as a form from another site: the cookies that tie the answer to the question can then be SameSite=Lax.
        entra.ResponseMode = OpenIdConnectResponseMode.Query;
        entra.UsePkce = true;
        entra.MapInboundClaims = false;
        entra.GetClaimsFromUserInfoEndpoint = false;
        entra.SaveTokens = false;
        entra.CallbackPath = CallbackPath;
        entra.RemoteSignOutPath = PathString.Empty;
        entra.SignedOutCallbackPath = "/staff/signout-callback-oidc";
        entra.Scope.Clear();
        entra.Scope.Add("openid");
        entra.Scope.Add("profile");
        entra.TokenValidationParameters.ValidAlgorithms = ["RS256"];
        entra.TokenValidationParameters.NameClaimType = "name";
        foreach (var cookie in new[] { entra.CorrelationCookie, entra.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        }

        entra.Events.OnRedirectToIdentityProvider = redirect =>
        {
            if (service.PublicUrl is { } address)
            {
                redirect.ProtocolMessage.RedirectUri = new Uri(address, CallbackPath).ToString();
            }

            redirect.ProtocolMessage.Prompt = redirect.Properties.GetParameter<string>("prompt");
            return Task.CompletedTask;
        };
        entra.Events.OnTokenValidated = BecomeOurs;
        // Recorded only here: between the two the nonce is checked.
        entra.Events.OnTicketReceived = ticket =>
            ticket.HttpContext.RequestServices.GetRequiredService<AuditTrail>().RecordAsync(ticket.Principal!.FindFirstValue(StaffClaims.Identity)!, "sign-in.done", "");
        entra.Events.OnRemoteFailure = FailedAsync;
    }

    /// <summary>What a caller without a session gets: a page goes to sign in and comes back; what was sent is given back, so that it can be sent again.</summary>
    public static async Task AskAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (!HttpMethods.IsGet(context.Request.Method) || StaffNotices.IsPartial(context.Request))
        {
            await StaffNotices.SessionOverAsync(context);
            return;
        }

        if (!services.GetRequiredService<IOptions<StaffOptions>>().Value.HasSignIn)
        {
            // The page says how to sign in here, or that nobody can yet.
            context.Response.Redirect("/staff/masuk");
            return;
        }

        // Only the path that was asked for, on this service: no address from outside decides where a sign-in ends (fault 122).
        await ChallengeAsync(context, context.Request.Path + context.Request.QueryString, prompt: null);
    }

    /// <summary>Goes to the office's accounts, and says so where they cannot be reached.</summary>
    public static async Task ChallengeAsync(HttpContext context, string back, string? prompt)
    {
        var properties = new AuthenticationProperties { RedirectUri = back };
        properties.SetParameter("prompt", prompt);
        try
        {
            await context.ChallengeAsync(StaffSchemes.Entra, properties);
        }
        catch (Exception unreachable) when (unreachable is InvalidOperationException or HttpRequestException or IOException or TaskCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            Unreachable(Logger(context), unreachable);
            await StaffNotices.ShowAsync(context, StaffNotices.AccountsUnreachable);
        }
    }

    /// <summary>Ids and groups of the token become a session of our own; everything else of it is left behind.</summary>
    private static Task BecomeOurs(TokenValidatedContext context)
    {
        var token = context.Principal!;
        if (token.FindFirstValue("tid") is not { } tenant || token.FindFirstValue("oid") is not { } person || !Guid.TryParse(tenant, out _) || !Guid.TryParse(person, out _))
        {
            context.Fail("The token names no tenant and object id (claims tid, oid).");
            return Task.CompletedTask;
        }

        var services = context.HttpContext.RequestServices;
        var identity = $"entra:{Guid.Parse(tenant)}:{Guid.Parse(person)}";
        context.Principal = StaffSession.New(
            identity, Bounded(token.FindFirstValue("name")) ?? "Tanpa nama", token.FindAll("groups").Select(group => group.Value).Where(group => Guid.TryParse(group, out _)),
            services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (token.FindFirst("hasgroups") is not null || token.FindFirst("_claim_names") is not null)
        {
            TooManyGroups(Logger(context.HttpContext));
        }

        return Task.CompletedTask;
    }

    private static async Task FailedAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var isCancelled = context.Request.Query["error"] == "access_denied";
        if (!isCancelled)
        {
            // The kind of failure, never what was sent.
            Failed(Logger(context.HttpContext), context.Failure?.GetType().Name ?? "none");
        }

        await context.HttpContext.RequestServices.GetRequiredService<AuditTrail>()
            .RefusedAsync("-", "sign-in.failed", "", context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "");
        context.Response.Redirect(isCancelled ? "/staff/masuk?hasil=batal" : "/staff/masuk?hasil=gagal");
    }

    private static string? Bounded(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Length <= 80 ? name.Trim() : name[..80].Trim() + "…";

    private static ILogger Logger(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StaffSignIn).FullName!);

    [LoggerMessage(91, LogLevel.Error, "The office's accounts (Staff__Authority) cannot be reached; nobody can sign in to the console now")]
    private static partial void Unreachable(ILogger logger, Exception failed);

    [LoggerMessage(92, LogLevel.Warning, "A sign-in to the console failed ({Kind})")]
    private static partial void Failed(ILogger logger, string kind);

    [LoggerMessage(93, LogLevel.Warning, "A token names more groups than it can hold, so none of them counts. Let the app registration send only the groups assigned to the application, or use Staff__Members")]
    private static partial void TooManyGroups(ILogger logger);
}
