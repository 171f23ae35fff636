using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff;

/// <summary>Registers who may what (for the service and the commands), and the console (for the service).</summary>
internal static class StaffServices
{
    /// <summary>Roles, keys and the audit trail.</summary>
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddOptions<StaffOptions>().BindConfiguration("Staff");
        services.AddSingleton<StaffMembers>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<ApiKeys>();
        return services;
    }

    /// <summary>Sign-in, policies and pages.</summary>
    /// <exception cref="OptionsValidationException">A setting of the section <c>Staff</c> cannot be read. (Later changes that cannot be read are logged, and give nobody a role.)</exception>
    public static IServiceCollection AddStaffConsole(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var staff = configuration.GetSection("Staff").Get<StaffOptions>() ?? new();
        if (staff.SignInProblems().Concat(new StaffRoster(staff).Problems).ToList() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException("Staff", typeof(StaffOptions), problems);
        }

        services.AddSingleton<EndedSessions>();
        services.AddSingleton<WrongKeys>();
        services.AddSingleton<DevelopmentLink>();
        services.AddSingleton<StaffAssets>();
        services.AddSingleton<WorkList>();
        services.AddSingleton<ListUpload>();
        services.AddSingleton<AnnouncementPreview>();

        // No scheme is the default: nothing outside /staff looks at these cookies and keys.
        var schemes = services.AddAuthentication()
            .AddPolicyScheme(StaffSchemes.Staff, null, either => either.ForwardDefaultSelector = context => StaffEndpoints.IsApi(context.Request) ? StaffSchemes.Key : StaffSchemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(StaffSchemes.Key, null)
            .AddCookie(StaffSchemes.Cookie);
        services.AddOptions<CookieAuthenticationOptions>(StaffSchemes.Cookie).Configure(cookie => StaffSession.Configure(cookie, environment));
        if (staff.HasSignIn)
        {
            schemes.AddOpenIdConnect(StaffSchemes.Entra, _ => { });
            services.AddOptions<Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions>(StaffSchemes.Entra)
                .Configure<IOptions<ServiceOptions>>((entra, service) => StaffSignIn.Configure(entra, staff, service.Value, environment));
        }

        services.AddSingleton<IAuthorizationHandler, LeastRoleHandler>();
        services.AddAuthorization(policies =>
        {
            foreach (var role in StaffRoles.All)
            {
                policies.AddPolicy(StaffPolicy.For(role), policy => policy.AddAuthenticationSchemes(StaffSchemes.Staff).RequireAuthenticatedUser().AddRequirements(new LeastRole(role)));
            }
        });

        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "coopbot-staff-form";
            forms.Cookie.Path = "/staff";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            // The pages say it themselves, and stricter.
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Staff/Pages";
            // Whoever adds a page need not think of it: without more said it is for people with a role.
            pages.Conventions.AuthorizeFolder("/", StaffPolicy.Viewer);
            pages.Conventions.AllowAnonymousToPage("/Masuk");
            pages.Conventions.AllowAnonymousToPage("/Keluar");
            pages.Conventions.ConfigureFilter(new StaleForms());
        });
        return services;
    }
}
