namespace CoopBot.Staff;

/// <summary>Who belongs to the office, and how they sign in. Section <c>Staff</c>.</summary>
public sealed class StaffOptions
{
    /// <summary>People, each <c>tenant:aadObjectId:role</c>. Read again when appsettings.json changes.</summary>
    public IList<string> Members { get; init; } = [];

    /// <summary>Entra groups, each <c>groupId:role</c>. Read again when appsettings.json changes.</summary>
    public IList<string> Groups { get; init; } = [];

    /// <summary>The OpenID Connect issuer of one tenant, such as <c>https://login.microsoftonline.com/TENANT/v2.0</c>. Without it nobody signs in.</summary>
    public string? Authority { get; set; }

    /// <summary>The app registration's client id.</summary>
    public string? ClientId { get; set; }

    /// <summary>The app registration's secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Whether people sign in with their account of the office.</summary>
    public bool HasSignIn => !string.IsNullOrWhiteSpace(Authority);

    /// <summary>What is wrong with the settings of the sign-in, one line each.</summary>
    internal IEnumerable<string> SignInProblems()
    {
        if (!HasSignIn)
        {
            if (!string.IsNullOrWhiteSpace(ClientId) || !string.IsNullOrWhiteSpace(ClientSecret))
            {
                yield return "Staff__Authority must be set with Staff__ClientId and Staff__ClientSecret, such as https://login.microsoftonline.com/TENANT/v2.0.";
            }

            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
        {
            yield return "Staff__Authority must be an https address such as https://login.microsoftonline.com/TENANT/v2.0 (http on this machine only).";
        }
        else if (address.Segments.Any(segment => segment.Trim('/') is "common" or "organizations" or "consumers"))
        {
            yield return "Staff__Authority must name the office's own tenant, not common, organizations or consumers.";
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return "Staff__ClientId must be set with Staff__Authority.";
        }

        if (string.IsNullOrWhiteSpace(ClientSecret))
        {
            yield return "Staff__ClientSecret must be set with Staff__Authority.";
        }
    }
}

/// <summary>The lists of people and groups, read. What cannot be read gives nobody a role.</summary>
internal sealed class StaffRoster
{
    private readonly Dictionary<(string Tenant, string Person), StaffRole> _people = [];
    private readonly Dictionary<string, StaffRole> _groups = [];

    public StaffRoster(StaffOptions options)
    {
        var problems = new List<string>();
        foreach (var (entry, index) in options.Members.Select((entry, index) => (entry, index)))
        {
            if (entry.Split(':') is [var tenant, var person, var role] && Guid.TryParse(tenant, out _) && Guid.TryParse(person, out _) && StaffRoles.Parse(role) is { } read)
            {
                var key = (Folded(tenant), Folded(person));
                _people[key] = Greater(_people.GetValueOrDefault(key), read);
            }
            else if (!string.IsNullOrWhiteSpace(entry))
            {
                problems.Add($"Staff__Members__{index} must be tenant:aadObjectId:role: two ids of 36 characters, and viewer, editor, publisher or admin.");
            }
        }

        foreach (var (entry, index) in options.Groups.Select((entry, index) => (entry, index)))
        {
            if (entry.Split(':') is [var group, var role] && Guid.TryParse(group, out _) && StaffRoles.Parse(role) is { } read)
            {
                _groups[Folded(group)] = Greater(_groups.GetValueOrDefault(Folded(group)), read);
            }
            else if (!string.IsNullOrWhiteSpace(entry))
            {
                problems.Add($"Staff__Groups__{index} must be groupId:role: the group's object id, and viewer, editor, publisher or admin.");
            }
        }

        Problems = problems;
    }

    /// <summary>Entries that cannot be read, one line each; what they hold is not repeated.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The greatest role that the person has by name or by group; null for none.</summary>
    public StaffRole? RoleOf(string tenant, string person, IEnumerable<string> groups)
    {
        var role = groups.Select(group => _groups.GetValueOrDefault(Folded(group))).Append(_people.GetValueOrDefault((Folded(tenant), Folded(person)))).Max();
        return role == 0 ? null : role;
    }

    private static StaffRole Greater(StaffRole one, StaffRole other) => one > other ? one : other;

    private static string Folded(string id) => id.Trim().ToUpperInvariant();
}
