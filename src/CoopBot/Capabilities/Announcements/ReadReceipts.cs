using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What a channel says that a person has seen. It comes with every look at a chat, so that most find nothing to note and only read.</summary>
public sealed class ReadReceipts(Database database, WriteGate gate)
{
    /// <summary>Notes the announcements that went to this chat and were seen; what was seen before keeps its time.</summary>
    /// <param name="key">Who, in which chat.</param>
    /// <param name="isRead">Whether a message of the chat was seen, by its id.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>How many were noted.</returns>
    public async Task<int> NoteAsync(ConversationKey key, Func<string, bool> isRead, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(isRead);
        await using var db = database.CreateDbContext();
        var unread = await db.AnnouncementDeliveries.AsNoTracking()
            .Where(copy => copy.Channel == key.Channel && copy.PersonId == key.Person && copy.ConversationId == key.Conversation && copy.State == DeliveryState.Sent && copy.ReadAt == null && copy.SentId != null)
            .Select(copy => new { copy.Id, copy.SentId }).ToListAsync(cancellation);
        var seen = unread.Where(copy => isRead(copy.SentId!)).Select(copy => copy.Id).ToList();
        return seen.Count == 0 ? 0 : await gate.WriteAsync(
            (connection, transaction) => seen.Sum(id => connection.Execute(
                transaction, """UPDATE "AnnouncementDeliveries" SET "ReadAt" = @1 WHERE "Id" = @0 AND "PersonId" = @2 AND "State" = 'Sent' AND "ReadAt" IS NULL""", id, now, key.Person)),
            background: true);
    }
}
