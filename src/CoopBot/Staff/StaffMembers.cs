using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff;

/// <summary>
/// Who has which role. Worked out anew each time from the settings as they are now, so that a role given or taken in
/// appsettings.json counts at the next request or message; nothing of it is kept in a cookie. Faults 45, 50.
/// </summary>
public sealed partial class StaffMembers : IDisposable
{
    private readonly IDisposable? _watch;
    private volatile StaffRoster _roster;

    /// <summary>Reads the lists and follows their changes.</summary>
    public StaffMembers(IOptionsMonitor<StaffOptions> options, ILogger<StaffMembers> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _roster = Read(options.CurrentValue, logger);
        _watch = options.OnChange(changed => _roster = Read(changed, logger));
    }

    /// <summary>The role of a person of Teams, by (tenant, aadObjectId) and never by name; null for none.</summary>
    /// <param name="tenant">The tenant's id, from the channel's own data.</param>
    /// <param name="aadObjectId">The person's object id in that tenant.</param>
    public StaffRole? RoleOf(string? tenant, string? aadObjectId) =>
        string.IsNullOrEmpty(tenant) || string.IsNullOrEmpty(aadObjectId) ? null : _roster.RoleOf(tenant, aadObjectId, []);

    /// <summary>Who the signed-in principal is, and what they may do now; null for a principal that is none of ours.</summary>
    public StaffMember? Of(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (principal.Identity is not { IsAuthenticated: true } || principal.FindFirstValue(StaffClaims.Identity) is not { } identity)
        {
            return null;
        }

        StaffRole? role = identity.Split(':') switch
        {
            ["entra", var tenant, var person] => _roster.RoleOf(tenant, person, principal.FindAll(StaffClaims.Group).Select(group => group.Value)),
            // The link exists in Development alone, and whoever has it started the program.
            [StaffClaims.Developer] => StaffRole.Admin,
            // The role of a key comes from its row, read for this request.
            ["key", _] => StaffRoles.Parse(principal.FindFirstValue(StaffClaims.KeyRole)),
            _ => null,
        };
        return new(principal.FindFirstValue(StaffClaims.Name) ?? identity, identity, role);
    }

    /// <summary>A person of a Teams chat, whose id there is <c>tenant:aadObjectId</c>, by the identity that the console knows them by; null for an id that is none.</summary>
    public StaffMember? OfTeams(string person) =>
        person?.Split(':') is [var tenant, var account] && Guid.TryParse(tenant, out var office) && Guid.TryParse(account, out var who)
            ? new("", $"entra:{office}:{who}", RoleOf(tenant, account)) : null;

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    private static StaffRoster Read(StaffOptions options, ILogger logger)
    {
        var roster = new StaffRoster(options);
        foreach (var problem in roster.Problems)
        {
            Unreadable(logger, problem);
        }

        return roster;
    }

    [LoggerMessage(90, LogLevel.Error, "A changed setting gives nobody a role: {Problem}")]
    private static partial void Unreadable(ILogger logger, string problem);
}

/// <summary>What a session's cookie or a key's principal says; never a role that people have by list.</summary>
internal static class StaffClaims
{
    // The antiforgery tokens are bound to this claim by its name.
    public const string Identity = ClaimTypes.NameIdentifier;
    public const string Name = "name";
    public const string Group = "group";
    public const string Session = "session";
    public const string SignedInAt = "at";
    public const string KeyRole = "role";
    public const string Developer = "dev";
}
