using CoopBot.Capabilities.Handover;
using CoopBot.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Staff.Pages;

/// <summary>The questions that wait, oldest first, to read.</summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class PertanyaanModel(Database database, StaffMembers members, AuditTrail audit) : PageModel
{
    private const int PageSize = 25;

    /// <summary>Those of this page.</summary>
    public IReadOnlyList<Question> Shown { get; private set; } = [];

    /// <summary>How many wait.</summary>
    public int Total { get; private set; }

    /// <summary>The page, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The first shown, from 1.</summary>
    public int From => ((Number - 1) * PageSize) + 1;

    /// <summary>The last shown.</summary>
    public int To => From + Shown.Count - 1;

    /// <summary>Why the bot could not answer.</summary>
    public static string Reason(string reason) => reason switch
    {
        "unknown" => "tidak ada sumber",
        "unconfirmed" => "sumber belum dipastikan kantor",
        _ => "diminta warga",
    };

    /// <summary>Where it was asked.</summary>
    public static string Channel(string channel) => channel switch
    {
        "webchat" => "Obrolan web",
        "msteams" => "Teams",
        "terminal" => "Terminal",
        _ => channel,
    };

    /// <summary>Reads a page; one that does not exist becomes the nearest that does (fault 125).</summary>
    public async Task OnGetAsync(string? hal, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        Total = await db.Questions.CountAsync(cancellation);
        var last = Math.Max(1, (Total + PageSize - 1) / PageSize);
        Number = Math.Clamp(int.TryParse(hal, out var asked) ? asked : 1, 1, last);
        Shown = await db.Questions.AsNoTracking().OrderBy(question => question.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        await audit.ShownAsync(members.Of(User)!, "question.shown", Shown.Select(question => question.Ticket));
    }
}
