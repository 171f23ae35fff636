using Microsoft.AspNetCore.Authorization;

namespace CoopBot.Staff;

/// <summary>The policies of the console and its API, by the least role: <c>[Authorize(StaffPolicy.Editor)]</c>, <c>RequireAuthorization(StaffPolicy.Viewer)</c>.</summary>
public static class StaffPolicy
{
    /// <summary>Everybody with a role.</summary>
    public const string Viewer = "staff-viewer";

    /// <summary>Whoever writes.</summary>
    public const string Editor = "staff-editor";

    /// <summary>Whoever makes public.</summary>
    public const string Publisher = "staff-publisher";

    /// <summary>Whoever gives access.</summary>
    public const string Admin = "staff-admin";

    /// <summary>The policy of a role.</summary>
    public static string For(StaffRole least) => $"staff-{least.Name()}";
}

/// <summary>At least that role, now.</summary>
internal sealed record LeastRole(StaffRole Role) : IAuthorizationRequirement;

/// <summary>Asks the lists anew at each request.</summary>
internal sealed class LeastRoleHandler(StaffMembers members) : AuthorizationHandler<LeastRole>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, LeastRole requirement)
    {
        if (members.Of(context.User)?.Is(requirement.Role) == true)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
