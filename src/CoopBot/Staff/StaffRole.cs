namespace CoopBot.Staff;

/// <summary>What a person of the office may do; each may what those before it may.</summary>
public enum StaffRole
{
    /// <summary>Reads: the work list, the questions.</summary>
    Viewer = 1,

    /// <summary>Writes: answers, articles, records.</summary>
    Editor,

    /// <summary>Makes public what others wrote.</summary>
    Publisher,

    /// <summary>Gives access: keys, the audit trail.</summary>
    Admin,
}

/// <summary>The roles as settings and commands write them, and as pages show them.</summary>
public static class StaffRoles
{
    /// <summary>All, the least first.</summary>
    public static IReadOnlyList<StaffRole> All { get; } = Enum.GetValues<StaffRole>();

    /// <summary>Reads <c>viewer</c>, <c>editor</c>, <c>publisher</c> or <c>admin</c>; no number passes for a role.</summary>
    public static StaffRole? Parse(string? text) =>
        All.Select(role => (StaffRole?)role).FirstOrDefault(role => string.Equals(role!.Value.Name(), text?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The word of settings and commands.</summary>
    public static string Name(this StaffRole role) => role switch
    {
        StaffRole.Viewer => "viewer",
        StaffRole.Editor => "editor",
        StaffRole.Publisher => "publisher",
        _ => "admin",
    };

    /// <summary>The word of the console.</summary>
    public static string Title(this StaffRole role) => role switch
    {
        StaffRole.Viewer => "Pembaca",
        StaffRole.Editor => "Penyunting",
        StaffRole.Publisher => "Penerbit",
        _ => "Admin",
    };
}

/// <summary>Who acts in the console or by a key.</summary>
/// <param name="Name">For display only; never identity.</param>
/// <param name="Identity"><c>entra:TENANT:OBJECT</c>, <c>key:NAME</c>, or <c>dev</c> for the link of a developer's start.</param>
/// <param name="Role">What they may do now; null where their role was taken away or never given.</param>
public sealed record StaffMember(string Name, string Identity, StaffRole? Role)
{
    /// <summary>Whether this role, or one that includes it, is held.</summary>
    public bool Is(StaffRole least) => Role >= least;
}
