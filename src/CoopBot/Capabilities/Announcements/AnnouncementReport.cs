using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>So many recipients stand there for this reason.</summary>
/// <param name="State">Where they stand.</param>
/// <param name="Reason">Why: see <see cref="DeliveryReason"/>; null where nothing is to be said.</param>
/// <param name="Count">How many.</param>
public sealed record DeliveryOutcome(DeliveryState State, string? Reason, int Count);

/// <summary>How far an announcement has come, of one moment.</summary>
/// <param name="Counts">The counts; they sum to the audience.</param>
/// <param name="Outcomes">The same by state and reason, the most first.</param>
/// <param name="PerMinute">How many a minute were sent lately; 0 where none were.</param>
/// <param name="Delayed">Why nothing is sent now although it runs, and until when, UTC; null where it goes on.</param>
/// <param name="At">The moment, UTC.</param>
public sealed record AnnouncementProgress(DeliveryCounts Counts, IReadOnlyList<DeliveryOutcome> Outcomes, double PerMinute, (DelayReason Why, DateTime Until)? Delayed, DateTime At)
{
    /// <summary>Web chat visitors who have not come back: no sending waits for them.</summary>
    public int Away => Outcomes.Where(outcome => outcome is { State: DeliveryState.Pending, Reason: DeliveryReason.Away }).Sum(outcome => outcome.Count);

    /// <summary>How long the rest takes at the present rate, visitors who are away not counted; null where that cannot be said.</summary>
    public TimeSpan? Left => PerMinute > 0 && Counts.Pending > Away && Delayed is null ? TimeSpan.FromMinutes((Counts.Pending - Away) / PerMinute) : null;
}

/// <summary>Why sending waits.</summary>
public enum DelayReason
{
    /// <summary>The channel asked to slow down, or refused the bot's credentials.</summary>
    Channel,

    /// <summary>Quiet hours.</summary>
    Quiet,
}

/// <summary>What the office is told of announcements that are sent: read only.</summary>
public sealed class AnnouncementReport(Database database, AnnouncementStore store, IOptions<AnnouncementsOptions> options, TimeProvider time)
{
    /// <summary>The rate is that of the last half minute.</summary>
    private static readonly TimeSpan _lately = TimeSpan.FromSeconds(30);

    /// <summary>How far one has come.</summary>
    public async Task<AnnouncementProgress> OfAsync(Announcement announcement, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        var now = time.GetUtcNow().UtcDateTime;
        var counts = await store.CountsAsync(announcement.Id, cancellation);
        var outcomes = await OutcomesAsync(announcement.Id, cancellation);
        if (announcement.State is not (AnnouncementState.Sending or AnnouncementState.Cancelling))
        {
            return new(counts, outcomes, 0, null, now);
        }

        var since = announcement.StartedAt > now - _lately ? announcement.StartedAt.Value : now - _lately;
        await using var db = database.CreateDbContext();
        var sent = await db.AnnouncementDeliveries.CountAsync(delivery => delivery.AnnouncementId == announcement.Id && delivery.State == DeliveryState.Sent && delivery.SentAt >= since, cancellation);
        var perMinute = sent / Math.Max(1, (now - since).TotalSeconds) * 60;
        return new(counts, outcomes, perMinute, counts.Pending > 0 ? await DelayAsync(announcement.Id, now, db, cancellation) : null, now);
    }

    /// <summary>How many of each announcement were sent.</summary>
    public async Task<IReadOnlyDictionary<long, int>> SentAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.AnnouncementDeliveries.Where(delivery => ids.Contains(delivery.AnnouncementId) && delivery.State == DeliveryState.Sent)
            .GroupBy(delivery => delivery.AnnouncementId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
    }

    /// <summary>What corrected or recalled each announcement, the last of them.</summary>
    public async Task<IReadOnlyDictionary<long, Announcement>> SupersededAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var followers = await db.Announcements.AsNoTracking()
            .Where(one => one.FollowsId != null && ids.Contains(one.FollowsId.Value) && one.StartedAt != null && (one.FollowUp == AnnouncementFollowUp.Correction || one.FollowUp == AnnouncementFollowUp.Recall))
            .OrderBy(one => one.Id).ToListAsync(cancellation);
        return followers.GroupBy(one => one.FollowsId!.Value).ToDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>A page of the newest in one state, or in any, and how many there are.</summary>
    public async Task<(int Total, IReadOnlyList<Announcement> Shown)> ListAsync(AnnouncementState? state, int page, int size, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var found = db.Announcements.AsNoTracking().Where(one => state == null || one.State == state);
        return (await found.CountAsync(cancellation), await found.OrderByDescending(one => one.Id).Skip(page * size).Take(size).ToListAsync(cancellation));
    }

    private async Task<IReadOnlyList<DeliveryOutcome>> OutcomesAsync(long id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db.AnnouncementDeliveries.Where(delivery => delivery.AnnouncementId == id).GroupBy(delivery => new { delivery.State, delivery.Reason })
            .Select(group => new { group.Key.State, group.Key.Reason, Count = group.Count() }).ToListAsync(cancellation);
        return [.. rows.Select(row => new DeliveryOutcome(row.State, row.Reason, row.Count)).OrderByDescending(row => row.Count)];
    }

    /// <summary>Delayed where no lane that has somebody left may send.</summary>
    private async Task<(DelayReason, DateTime)?> DelayAsync(long id, DateTime now, CoopDb db, CancellationToken cancellation)
    {
        if (options.Value.QuietEnds(now) is { } morning)
        {
            // A change in place is silent and goes on.
            var isSilent = await db.Announcements.AnyAsync(one => one.Id == id && (one.FollowUp == AnnouncementFollowUp.Correction || one.FollowUp == AnnouncementFollowUp.Recall), cancellation)
                && await db.AnnouncementDeliveries.AnyAsync(delivery => delivery.AnnouncementId == id && delivery.State == DeliveryState.Pending && delivery.Reason != DeliveryReason.Quiet, cancellation);
            if (!isSilent)
            {
                return (DelayReason.Quiet, morning);
            }
        }

        var waiting = db.AnnouncementDeliveries.Where(delivery => delivery.AnnouncementId == id && delivery.State == DeliveryState.Pending && delivery.Reason != DeliveryReason.Away).Select(delivery => delivery.Lane);
        var lanes = await db.DeliveryLanes.AsNoTracking().Where(lane => waiting.Contains(lane.Lane)).ToListAsync(cancellation);
        return lanes.Count > 0 && lanes.TrueForAll(lane => lane.PausedUntil > now) ? (DelayReason.Channel, lanes.Min(lane => lane.PausedUntil)!.Value) : null;
    }
}
