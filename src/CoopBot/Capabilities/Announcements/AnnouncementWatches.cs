using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>A look at a progress card that has fallen due.</summary>
/// <param name="Watch">The card.</param>
/// <param name="MessageId">The channel's id of its message; null where that is not known yet.</param>
/// <param name="Reply">What it should show; null where it is not to be touched any more.</param>
/// <param name="IsLast">The announcement has ended: nothing changes after that.</param>
public sealed record WatchLook(AnnouncementWatch Watch, string? MessageId, Reply? Reply, bool IsLast)
{
    /// <summary>It shows something else than it should.</summary>
    public bool IsNews => Reply is not null && AnnouncementWatches.HashOf(Reply) != Watch.Shown;
}

/// <summary>The progress cards that are kept true: each looked at by one process at a time, whatever becomes of that.</summary>
public sealed class AnnouncementWatches(
    Database database, WriteGate gate, AnnouncementStore store, AnnouncementReport report, StaffMembers members, IOptions<OfficeOptions> office, TimeProvider time)
{
    /// <summary>The least time between two edits of a card.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    /// <summary>How long a process may take for one look.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _slowly = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    private readonly string _claim = $"""
        UPDATE "AnnouncementWatches" SET "DueAt" = @1, "Fence" = @2
        WHERE "Id" IN (SELECT "Id" FROM "AnnouncementWatches" WHERE "DueAt" <= @0 ORDER BY "DueAt" LIMIT 1{database.ForUpdateSkipLocked})
        RETURNING "Id"
        """;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The card that a turn answers with is kept true from then on; another watch of the same message ends.</summary>
    internal static Effect Follow(long announcement, Turn turn, Reply shown) => (connection, transaction) =>
    {
        Leave(turn)(connection, transaction);
        connection.Execute(
            transaction,
            """
            INSERT INTO "AnnouncementWatches" ("AnnouncementId", "Channel", "ConversationId", "PersonId", "MessageId", "ActivityId", "Language", "Shown", "DueAt", "Fence")
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, 0) ON CONFLICT DO NOTHING
            """,
            announcement, turn.Key.Channel, turn.Key.Conversation, turn.Key.Person, turn.Card, turn.ActivityId, shown.Language.ToString(), HashOf(shown), turn.Now + Pace);
        return true;
    };

    /// <summary>The card whose button was pressed becomes another one, and is left alone.</summary>
    internal static Effect Leave(Turn turn) => (connection, transaction) =>
    {
        connection.Execute(
            transaction,
            """
            DELETE FROM "AnnouncementWatches" WHERE "Channel" = @0 AND "ConversationId" = @1 AND ("MessageId" = @2 OR "ActivityId" IN
                (SELECT "ActivityId" FROM "Turns" WHERE "Channel" = @0 AND "ConversationId" = @1 AND "SentId" = @2))
            """,
            turn.Key.Channel, turn.Key.Conversation, turn.Card ?? "");
        return true;
    };

    /// <summary>Takes the next card that is due; null where none is.</summary>
    public async Task<WatchLook?> TakeAsync(CancellationToken cancellation)
    {
        var (now, fence) = (Now, Random.Shared.NextInt64(1, long.MaxValue));
        await using var db = database.CreateDbContext();
        // Asked every few seconds, and mostly there is none: a read then does.
        if (!await db.AnnouncementWatches.AnyAsync(one => one.DueAt <= now, cancellation)
            || await gate.WriteAsync((connection, transaction) => connection.Scalar(transaction, _claim, now, now + Lease, fence), background: true) is not { } taken)
        {
            return null;
        }

        var id = (long)taken;
        var watch = await db.AnnouncementWatches.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.Fence == fence, cancellation);
        return watch is null ? null : await LookAsync(watch, now, db, cancellation);
    }

    /// <summary>Looks at it again later.</summary>
    /// <param name="look">The look.</param>
    /// <param name="after">How long to wait; at least the pace.</param>
    /// <param name="wasEdited">It shows now what it should.</param>
    public Task AgainAsync(WatchLook look, TimeSpan after, bool wasEdited)
    {
        ArgumentNullException.ThrowIfNull(look);
        var shown = wasEdited && look.Reply is not null ? HashOf(look.Reply) : look.Watch.Shown;
        return gate.WriteAsync(
            (connection, transaction) => connection.Execute(
                transaction, """UPDATE "AnnouncementWatches" SET "DueAt" = @2, "Shown" = @3 WHERE "Id" = @0 AND "Fence" = @1""", look.Watch.Id, look.Watch.Fence, Now + (after > Pace ? after : Pace), shown),
            background: true);
    }

    /// <summary>How soon to look again where nothing went wrong: what has not started changes seldom.</summary>
    public static TimeSpan Next(WatchLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return look.Reply?.Card?.Table.Count > 0 ? Pace : _slowly;
    }

    /// <summary>It is not looked at any more.</summary>
    public Task EndAsync(WatchLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return gate.WriteAsync(
            (connection, transaction) => connection.Execute(transaction, """DELETE FROM "AnnouncementWatches" WHERE "Id" = @0 AND "Fence" = @1""", look.Watch.Id, look.Watch.Fence), background: true);
    }

    /// <summary>What a card says, but for when it was said.</summary>
    internal static string HashOf(Reply reply)
    {
        var card = reply.Card!;
        string[] said = [reply.Text, card.Subtitle, card.Band, .. card.Facts.Select(fact => fact.Value), .. reply.Choices.Select(choice => choice.Label)];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said))));
    }

    private async Task<WatchLook> LookAsync(AnnouncementWatch watch, DateTime now, CoopDb db, CancellationToken cancellation)
    {
        var message = watch.MessageId ?? await db.Turns.Where(turn => turn.Channel == watch.Channel && turn.ConversationId == watch.ConversationId && turn.ActivityId == watch.ActivityId)
            .Select(turn => turn.SentId).FirstOrDefaultAsync(cancellation);
        // Whoever is no staff any more sees nothing more of it; a day after its end nothing is tried any more.
        if (await store.FindAsync(watch.AnnouncementId, cancellation) is not { } one || one.FinishedAt + _longest < now || members.OfTeams(watch.PersonId) is not { Role: not null } me)
        {
            return new(watch, message, null, true);
        }

        var progress = one.StartedAt is null ? null : await report.OfAsync(one, cancellation);
        var reply = ProgressCard.Of(one, progress, me, watch.Language, now, office.Value.Link($"/staff/pengumuman/{one.Id}", watch.Channel));
        return new(watch, message, reply, one.State is AnnouncementState.Finished or AnnouncementState.Cancelled or AnnouncementState.Draft);
    }
}
