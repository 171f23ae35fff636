using CoopBot.Capabilities.Announcements;
using CoopBot.Capabilities.Answers;
using CoopBot.Capabilities.Cooperatives;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Staff;

/// <summary>What waits in the office, in numbers.</summary>
public sealed class WorkList(Database database, KnowledgeBase knowledge, CooperativeLookUp cooperatives, TimeProvider time)
{
    /// <summary>Questions that wait for an officer, and since when (UTC) the oldest does.</summary>
    public async Task<(int Count, DateTime? Oldest)> QuestionsAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return (await db.Questions.CountAsync(cancellation), await db.Questions.MinAsync(question => (DateTime?)question.AskedAt, cancellation));
    }

    /// <summary>Announcements that a publisher is to look at.</summary>
    public async Task<int> AnnouncementsAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Announcements.CountAsync(announcement => announcement.State == AnnouncementState.AwaitingApproval, cancellation);
    }

    /// <summary>Articles past the day by which they were to be read again.</summary>
    public int ArticlesDue => knowledge.Public.Count(article => article.ReviewBy < Wording.LocalDate(Now));

    /// <summary>The next day by which an article is to be read again; null without articles.</summary>
    public DateOnly? NextReview => knowledge.Public.Select(article => (DateOnly?)article.ReviewBy).Where(day => day >= Wording.LocalDate(Now)).Min();

    /// <summary>How many cooperatives are recorded, the newest date of the data, and whether it is made up.</summary>
    public async Task<(int Count, DateOnly? DataDate, bool Synthetic)> RecordsAsync(CancellationToken cancellation)
    {
        var loaded = await cooperatives.NamesAsync(cancellation);
        await using var db = database.CreateDbContext();
        return (await db.Cooperatives.CountAsync(cancellation), loaded.DataDate, loaded.Synthetic);
    }

    /// <summary>Whether the records are made up: every page says so.</summary>
    public async Task<bool> IsSyntheticAsync(CancellationToken cancellation) => (await cooperatives.NamesAsync(cancellation)).Synthetic;

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
