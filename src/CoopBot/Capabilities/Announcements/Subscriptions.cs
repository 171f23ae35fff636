using System.Data.Common;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What one person gets.</summary>
/// <param name="StoppedAt">Since when no announcement comes at all, UTC; null where they come.</param>
/// <param name="Topics">The keys of the topics that they want.</param>
internal sealed record Choices(DateTime? StoppedAt, IReadOnlySet<string> Topics);

/// <summary>What people have chosen of announcements. Each choice rides on the reply that confirms it, with its line in the audit trail: the proof of consent.</summary>
internal sealed class Subscriptions(Database database, AuditTrail audit)
{
    // Said again, it is still the first time that counts.
    private const string Choose = """
        INSERT INTO "Subscriptions" ("Channel", "PersonId", "Topic", "Wanted", "At") VALUES (@0, @1, @2, @3, @4)
        ON CONFLICT ("Channel", "PersonId", "Topic") DO UPDATE SET "Wanted" = excluded."Wanted", "At" = CASE WHEN "Subscriptions"."Wanted" = excluded."Wanted" THEN "Subscriptions"."At" ELSE excluded."At" END
        """;

    /// <summary>A person's choices.</summary>
    public async Task<Choices> OfAsync(ConversationKey key, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var said = await db.Subscriptions.AsNoTracking().Where(one => one.Channel == key.Channel && one.PersonId == key.Person).ToListAsync(cancellation);
        return new(
            said.FirstOrDefault(one => one.Topic == Subscription.Everything && !one.Wanted)?.At,
            said.Where(one => one.Wanted && one.Topic != Subscription.Everything).Select(one => one.Topic).ToHashSet());
    }

    /// <summary>Announcements come, or none of any kind does.</summary>
    public Effect All(ConversationKey key, bool wanted, DateTime now) => (connection, transaction) =>
    {
        connection.Execute(transaction, Choose, key.Channel, key.Person, Subscription.Everything, wanted, now);
        audit.Record(connection, transaction, Memberships.NameOf(key), wanted ? "announcements.on" : "announcements.off", "");
        return true;
    };

    /// <summary>Topics come, or do not.</summary>
    public Effect Topics(ConversationKey key, IReadOnlyList<AnnouncementTopic> topics, bool wanted, DateTime now) => (connection, transaction) =>
    {
        foreach (var topic in topics)
        {
            connection.Execute(transaction, Choose, key.Channel, key.Person, topic.Key, wanted, now);
        }

        audit.Record(connection, transaction, Memberships.NameOf(key), wanted ? "topic.on" : "topic.off", string.Join(' ', topics.Select(topic => topic.Key)));
        return true;
    };
}
