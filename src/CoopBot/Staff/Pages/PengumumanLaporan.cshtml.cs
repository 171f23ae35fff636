using CoopBot.Capabilities.Announcements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopBot.Staff.Pages;

/// <summary>What came of an announcement, on paper: what it said, to whom it went, and where every recipient stands. No person is named.</summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class PengumumanLaporanModel(AnnouncementStore store, AnnouncementReport report, StaffMembers members) : PageModel
{
    /// <summary>What it is.</summary>
    public Announcement One { get; private set; } = null!;

    /// <summary>Where its recipients stand.</summary>
    public AnnouncementProgress Progress { get; private set; } = null!;

    /// <summary>Who looks.</summary>
    public StaffMember Me => members.Of(User)!;

    /// <summary>The report; before it has started there is none.</summary>
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { StartedAt: not null } one)
        {
            await StaffNotices.ShowAsync(HttpContext, StaffNotices.NotFound);
            return new EmptyResult();
        }

        (One, Progress) = (one, await report.OfAsync(one, cancellation));
        return Page();
    }
}
