using CoopBot.Conversation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopBot.Staff.Pages;

/// <summary>Beranda: a work list, not a dashboard.</summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class IndexModel(WorkList work, TimeProvider time) : PageModel
{
    /// <summary>Questions that wait, and since when.</summary>
    public (int Count, DateTime? Oldest) Questions { get; private set; }

    /// <summary>Announcements that wait for a publisher.</summary>
    public int Announcements { get; private set; }

    /// <summary>The records, their date, and whether they are made up.</summary>
    public (int Count, DateOnly? DataDate, bool Synthetic) Records { get; private set; }

    /// <summary>Articles to be read again.</summary>
    public int ArticlesDue => work.ArticlesDue;

    /// <summary>When the next one is due.</summary>
    public DateOnly? NextReview => work.NextReview;

    /// <summary>"3 hari", "2 jam", "kurang dari 1 jam".</summary>
    public string Age(DateTime since) => (time.GetUtcNow().UtcDateTime - since) switch
    {
        { TotalDays: >= 1 } age => $"{Wording.Number((long)age.TotalDays, Language.Indonesian)} hari",
        { TotalHours: >= 1 } age => $"{(int)age.TotalHours} jam",
        _ => "kurang dari 1 jam",
    };

    /// <summary>Reads the numbers.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Questions = await work.QuestionsAsync(cancellation);
        Announcements = await work.AnnouncementsAsync(cancellation);
        Records = await work.RecordsAsync(cancellation);
    }
}
