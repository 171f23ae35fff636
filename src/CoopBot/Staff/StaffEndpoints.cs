using CoopBot.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;

namespace CoopBot.Staff;

/// <summary>The console at <c>/staff</c>, its API under <c>/staff/api</c>, and what every answer of theirs carries.</summary>
internal static class StaffEndpoints
{
    // Everything from this service, nothing in line, no frame anywhere, no form to elsewhere (faults 121, 122).
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Whether the request is for the API.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/staff/api") || request.Path.StartsWithSegments("/api/announcements");

    private static bool IsStaff(HttpContext context) => context.Request.Path.StartsWithSegments("/staff") || IsApi(context.Request);

    /// <summary>Headers, errors in the console's own words, and who asks. Comes before the endpoints and after <c>UseKnownProxies</c>.</summary>
    public static void UseStaff(this WebApplication app)
    {
        app.UseWhen(IsStaff, staff =>
        {
            staff.Use((context, next) =>
            {
                context.Response.OnStarting(WriteHeaders, context.Response);
                return next(context);
            });
            staff.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = FailedAsync });
        });
        // Named here, so that the framework does not put it first, where the proxies' word is not known yet.
        app.UseAuthentication();
        app.UseWhen(IsStaff, staff => staff.Use(async (context, next) =>
        {
            if (await context.AuthenticateAsync(StaffSchemes.Staff) is { Succeeded: true } known)
            {
                context.User = known.Principal;
            }

            await next(context);
        }));
        app.UseAuthorization();
    }

    /// <summary>Maps the pages, their script and style sheet, and the API.</summary>
    public static void MapStaff(this WebApplication app)
    {
        app.MapRazorPages();
        var assets = app.Services.GetRequiredService<StaffAssets>();
        app.MapGet("/assets/{hash}/htmx.js", (HttpContext context, string hash) => assets.Script.Answer(context, hash));
        app.MapGet("/assets/{hash}/staff.css", (HttpContext context, string hash) => assets.Style.Answer(context, hash));

        var api = app.MapGroup("/staff/api").RequireAuthorization(StaffPolicy.Viewer);
        api.MapGet("/me", (HttpContext context, StaffMembers members) =>
        {
            var me = members.Of(context.User)!;
            return Results.Ok(new { me.Name, Role = me.Role!.Value.Name() });
        });
        api.MapFallback("/{**rest}", () => Results.Json(new StaffApiError("There is no such address."), statusCode: StatusCodes.Status404NotFound));
        app.MapFallback("/staff/{**rest}", (RequestDelegate)(context => StaffNotices.ShowAsync(context, StaffNotices.NotFound))).RequireAuthorization(StaffPolicy.Viewer);
    }

    private static Task WriteHeaders(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        return Task.CompletedTask;
    }

    /// <summary>No stack, no path, no SQL (fault 126); the log has them.</summary>
    private static Task FailedAsync(HttpContext context)
    {
        var notice = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            var failed when StoreFault.Is(failed) => StaffNotices.StoreDown,
            BadHttpRequestException => StaffNotices.BadRequest,
            _ => StaffNotices.Failed,
        };
        if (!IsApi(context.Request))
        {
            return StaffNotices.ShowAsync(context, notice);
        }

        context.Response.StatusCode = notice.Status;
        return context.Response.WriteAsJsonAsync(new StaffApiError(notice.Status == StatusCodes.Status503ServiceUnavailable ? "The store cannot be used now. Nothing was saved; try again." : "The request failed. Nothing was saved."));
    }
}
