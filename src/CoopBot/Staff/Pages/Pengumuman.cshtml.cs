using System.Globalization;
using CoopBot.Capabilities.Announcements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace CoopBot.Staff.Pages;

/// <summary>All announcements, the newest first.</summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class PengumumanModel(AnnouncementReport report, StaffMembers members) : PageModel
{
    private const int PageSize = 25;

    /// <summary>The states that can be chosen.</summary>
    public static IReadOnlyList<AnnouncementState> States { get; } =
        [AnnouncementState.Draft, AnnouncementState.AwaitingApproval, AnnouncementState.Scheduled, AnnouncementState.Sending, AnnouncementState.Finished, AnnouncementState.Cancelled];

    /// <summary>Those of this page.</summary>
    public IReadOnlyList<Announcement> Shown { get; private set; } = [];

    /// <summary>How many of each were sent.</summary>
    public IReadOnlyDictionary<long, int> Sent { get; private set; } = new Dictionary<long, int>();

    /// <summary>What corrected or recalled those of this page, by what it follows; the last of each.</summary>
    public IReadOnlyDictionary<long, Announcement> Superseded { get; private set; } = new Dictionary<long, Announcement>();

    /// <summary>How many are found.</summary>
    public int Total { get; private set; }

    /// <summary>Only those in this state.</summary>
    public AnnouncementState? State { get; private set; }

    /// <summary>The page, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The first shown, from 1.</summary>
    public int From => ((Number - 1) * PageSize) + 1;

    /// <summary>The last shown.</summary>
    public int To => From + Shown.Count - 1;

    /// <summary>Whether whoever looks may write.</summary>
    public bool MayWrite => members.Of(User)!.Is(StaffRole.Editor);

    /// <summary>The date that counts in a list: when it started, is to start, or was written.</summary>
    public static string Date(Announcement one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.StartedAt is { } started ? $"Mulai {AnnouncementTerms.When(started)}"
            : one is { State: AnnouncementState.Scheduled or AnnouncementState.AwaitingApproval, SendAt: { } at } ? $"Jadwal {AnnouncementTerms.When(at)}"
            : $"Ditulis {AnnouncementTerms.When(one.ChangedAt)}";
    }

    /// <summary>The same filter on another page.</summary>
    public string Address(int number) => QueryHelpers.AddQueryString("/staff/pengumuman", new Dictionary<string, string?>
    {
        ["keadaan"] = State?.ToString(),
        ["hal"] = number == 1 ? null : number.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    /// <summary>Reads a page; one that does not exist becomes the nearest that does (fault 125). What cannot be read counts as not given.</summary>
    public async Task OnGetAsync(string? keadaan, string? hal, CancellationToken cancellation)
    {
        State = States.Where(state => state.ToString() == keadaan).Select(state => (AnnouncementState?)state).FirstOrDefault();
        Number = Math.Clamp(int.TryParse(hal, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, int.MaxValue / PageSize);
        (Total, Shown) = await report.ListAsync(State, Number - 1, PageSize, cancellation);
        if (Shown.Count == 0 && Total > 0)
        {
            Number = (Total + PageSize - 1) / PageSize;
            (Total, Shown) = await report.ListAsync(State, Number - 1, PageSize, cancellation);
        }

        Number = Total == 0 ? 1 : Number;
        Superseded = await report.SupersededAsync([.. Shown.Select(one => one.Id)], cancellation);
        Sent = await report.SentAsync([.. Shown.Where(one => one.StartedAt is not null).Select(one => one.Id)], cancellation);
    }
}
