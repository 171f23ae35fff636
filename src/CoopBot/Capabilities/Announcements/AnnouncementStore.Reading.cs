using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Announcements;

/// <summary>How many recipients stand where. The six after the audience sum to it; read and acknowledged are among the sent.</summary>
public sealed record DeliveryCounts(int Audience, int Pending, int Sent, int Uncertain, int Unreachable, int GaveUp, int Cancelled, int Read, int Acknowledged);

/// <content>What is stored, as pages and programs ask for it.</content>
public sealed partial class AnnouncementStore
{
    /// <summary>One announcement; null where there is none.</summary>
    public async Task<Announcement?> FindAsync(long id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Announcements.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellation);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Announcement>> ListAsync(int skip, int take, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Announcements.AsNoTracking().OrderByDescending(one => one.Id).Skip(skip).Take(take).ToListAsync(cancellation);
    }

    /// <summary>The family of an announcement: what it corrects, what corrected it; null where there is none of that number.</summary>
    public async Task<AnnouncementFamily?> FamilyAsync(long id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await AnnouncementFamily.OfAsync(id, db, cancellation);
    }

    /// <summary>How many people an announcement would go to now.</summary>
    public async Task<int> EstimateAsync(Announcement announcement, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        return announcement.FollowUp == AnnouncementFollowUp.None
            ? await EstimateAsync(Audience.Of(announcement.Audience), announcement.Kind, cancellation)
            : await (await RecipientsAsync(announcement, cancellation)).CountAsync(database, cancellation);
    }

    /// <summary>How many people a follow-up of that kind would go to, were it ordered now.</summary>
    public Task<int> EstimateAsync(AnnouncementFollowUp followUp, AnnouncementFamily family, CancellationToken cancellation) => FollowUpRecipients.Of(followUp, family).CountAsync(database, cancellation);

    /// <summary>A few of those whom an announcement would go to.</summary>
    public async Task<IReadOnlyList<(string Channel, string PersonId)>> SampleAsync(Announcement announcement, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        return announcement.FollowUp == AnnouncementFollowUp.None
            ? await SampleAsync(Audience.Of(announcement.Audience), announcement.Kind, cancellation)
            : await (await RecipientsAsync(announcement, cancellation)).SampleAsync(database, 3, cancellation);
    }

    /// <summary>How many people an audience names now.</summary>
    public Task<int> EstimateAsync(Audience audience, AnnouncementKind kind, CancellationToken cancellation) => Query(audience, kind).CountAsync(database, cancellation);

    /// <summary>How many it would name had they not said that they want none.</summary>
    public Task<int> DeclinedAsync(Audience audience, AnnouncementKind kind, CancellationToken cancellation) =>
        AudienceQuery.Of(audience, kind, office.Value, Wording.LocalDate(Now), haveDeclined: true).CountAsync(database, cancellation);

    /// <summary>A few of them.</summary>
    public Task<IReadOnlyList<(string Channel, string PersonId)>> SampleAsync(Audience audience, AnnouncementKind kind, CancellationToken cancellation) => Query(audience, kind).SampleAsync(database, 3, cancellation);

    /// <summary>How many recipients stand where, of one moment.</summary>
    public async Task<DeliveryCounts> CountsAsync(long id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db.AnnouncementDeliveries.AsNoTracking().Where(delivery => delivery.AnnouncementId == id).GroupBy(delivery => delivery.State)
            .Select(group => new
            {
                State = group.Key,
                Count = group.Count(),
                Read = group.Count(delivery => delivery.ReadAt != null || delivery.AcknowledgedAt != null),
                Acknowledged = group.Count(delivery => delivery.AcknowledgedAt != null),
            }).ToListAsync(cancellation);
        int Of(DeliveryState state) => rows.FirstOrDefault(row => row.State == state)?.Count ?? 0;
        var sent = rows.FirstOrDefault(row => row.State == DeliveryState.Sent);
        return new(
            rows.Sum(row => row.Count), Of(DeliveryState.Pending), Of(DeliveryState.Sent), Of(DeliveryState.Uncertain), Of(DeliveryState.Unreachable), Of(DeliveryState.GaveUp), Of(DeliveryState.Cancelled),
            sent?.Read ?? 0, sent?.Acknowledged ?? 0);
    }

    /// <summary>Recipients after one of them, in order of their rows.</summary>
    public async Task<IReadOnlyList<AnnouncementDelivery>> DeliveriesAsync(long id, DeliveryState? state, long after, int take, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.AnnouncementDeliveries.AsNoTracking().Where(delivery => delivery.AnnouncementId == id && delivery.Id > after && (state == null || delivery.State == state))
            .OrderBy(delivery => delivery.Id).Take(take).ToListAsync(cancellation);
    }

    /// <summary>How many recipients would be queued again.</summary>
    public Task<int> RetryableAsync(long id, CancellationToken cancellation) => database.ReadAsync(
        async connection => Convert.ToInt32(
            await connection.ScalarAsync(cancellation, $"""SELECT COUNT(*) FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0 AND {Retryable}""", id), System.Globalization.CultureInfo.InvariantCulture),
        cancellation);

    private async Task<FollowUpRecipients> RecipientsAsync(Announcement followUp, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return FollowUpRecipients.Of(followUp.FollowUp, (await AnnouncementFamily.OfAsync(followUp.Id, db, cancellation))!.Without(followUp.Id));
    }

    private AudienceQuery Query(Audience audience, AnnouncementKind kind) => AudienceQuery.Of(audience, kind, office.Value, Wording.LocalDate(Now));
}
