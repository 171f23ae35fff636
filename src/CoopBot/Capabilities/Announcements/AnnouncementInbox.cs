using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Announcements;

/// <summary>An announcement that has come to a person.</summary>
/// <param name="Announcement">The text that holds now: a corrected one stands for what it corrects.</param>
/// <param name="DeliveryId">Their copy of what they named, or have.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AcknowledgedAt">When they said that they have read it, UTC.</param>
internal sealed record Received(Announcement Announcement, long DeliveryId, DateTime At, DateTime? AcknowledgedAt)
{
    /// <summary>What they named or have says something else than what holds.</summary>
    public bool IsOld { get; init; }

    /// <summary>The office has taken it back; null while it holds.</summary>
    public Announcement? Recall { get; init; }
}

/// <summary>What has come to one person, each once, as it holds now. What has not is not there for them, whatever number they name.</summary>
internal sealed class AnnouncementInbox(Database database)
{
    /// <summary>
    /// Who says that they have read it has got it: a copy in doubt, or one whose sender was killed, counts as sent from then on and is not
    /// repeated. A copy that a process holds keeps its state until that process notes what came of it, with the id that the channel gave.
    /// </summary>
    private const string Acknowledged = """
        UPDATE "AnnouncementDeliveries" SET "ReadAt" = COALESCE("ReadAt", @1), "AcknowledgedAt" = COALESCE("AcknowledgedAt", @1),
            "SentAt" = CASE WHEN "SentAt" IS NOT NULL OR ("IsLeased" AND "DueAt" > @1) THEN "SentAt" WHEN "DueAt" < @1 THEN "DueAt" ELSE @1 END,
            "Reason" = CASE WHEN "IsLeased" AND "DueAt" > @1 THEN "Reason" END,
            "State" = CASE WHEN "IsLeased" AND "DueAt" > @1 THEN "State" ELSE 'Sent' END,
            "IsLeased" = ("IsLeased" AND "DueAt" > @1)
        WHERE "Id" = @0 AND "PersonId" = @2 AND ("State" IN ('Sent', 'Uncertain') OR "Doubts" > 0 OR "IsLeased")
        """;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<Received>> LastAsync(ConversationKey key, int atMost, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        // A correction and what it corrects are one: so many more are looked at.
        var ids = await Copies(db, key, isInHand: false)
            .Join(db.Announcements.Where(one => one.FollowUp == AnnouncementFollowUp.None || one.FollowUp == AnnouncementFollowUp.Correction), copy => copy.AnnouncementId, one => one.Id, (copy, _) => copy)
            .OrderByDescending(copy => copy.SentAt ?? copy.DueAt).ThenByDescending(copy => copy.Id).Select(copy => copy.AnnouncementId).Take(atMost * 4).ToListAsync(cancellation);
        var (received, seen) = (new List<Received>(), new HashSet<long>());
        foreach (var id in ids)
        {
            if (!seen.Contains(id) && received.Count < atMost && await AnnouncementFamily.OfAsync(id, db, cancellation) is { } family)
            {
                seen.UnionWith(family.Texts.Select(text => text.Id));
                received.AddRange(await OfAsync(family, null, key, isInHand: false, db, cancellation) is { } one ? [one] : Array.Empty<Received>());
            }
        }

        return [.. received.OrderByDescending(one => one.At).ThenByDescending(one => one.DeliveryId)];
    }

    /// <summary>One by its number, or by that of a reminder of it; null where it has not come to this person.</summary>
    /// <param name="key">Who.</param>
    /// <param name="id">Which.</param>
    /// <param name="isInHand">A button of it was pressed: it has come, though its sender may not have noted that yet.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Received?> FindAsync(ConversationKey key, long id, bool isInHand, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await AnnouncementFamily.OfAsync(id, db, cancellation) is { } family
            ? await OfAsync(family, family.Find(id) is { FollowUp: AnnouncementFollowUp.Reminder or AnnouncementFollowUp.Recall, FollowsId: { } about } ? about : id, key, isInHand, db, cancellation)
            : null;
    }

    /// <summary>The person has read it; the first time counts. False where their copy is gone meanwhile.</summary>
    public static Effect Acknowledge(Received received, ConversationKey key, DateTime now) =>
        (connection, transaction) => connection.Execute(transaction, Acknowledged, received.DeliveryId, now, key.Person) > 0;

    private static IQueryable<AnnouncementDelivery> Copies(CoopDb db, ConversationKey key, bool isInHand) => db.AnnouncementDeliveries.Where(copy =>
        copy.Channel == key.Channel && copy.PersonId == key.Person
        && (copy.State == DeliveryState.Sent || copy.State == DeliveryState.Uncertain || copy.Doubts > 0 || (isInHand && copy.IsLeased)));

    /// <summary>What a person has of a family; null where they have none of it.</summary>
    private static async Task<Received?> OfAsync(AnnouncementFamily family, long? named, ConversationKey key, bool isInHand, CoopDb db, CancellationToken cancellation)
    {
        var texts = family.Texts.Select(text => text.Id).ToList();
        var copies = await Copies(db, key, isInHand).AsNoTracking().Where(copy => texts.Contains(copy.AnnouncementId)).OrderByDescending(copy => copy.AnnouncementId).ToListAsync(cancellation);
        // A number that was never sent to anybody names nothing, though what it was to correct has come.
        if (copies.Count == 0 || (named is { } number && !texts.Contains(number)))
        {
            return null;
        }

        var meant = copies.Find(copy => copy.AnnouncementId == named) ?? copies[0];
        var isOld = (named ?? meant.AnnouncementId) != family.Newest.Id;
        return new(family.Newest, meant.Id, copies[0].SentAt ?? copies[0].DueAt, isOld ? null : meant.AcknowledgedAt) { IsOld = isOld, Recall = family.Recall };
    }
}
