using System.Data.Common;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>
/// The start of sending, in steps that each survive a kill: ordered (the state <see cref="AnnouncementState.Preparing"/>), its recipients
/// written down page by page, then the audience fixed and open to the senders in one transaction. Whoever comes next goes on where it stands.
/// </summary>
public sealed class AnnouncementStart(Database database, WriteGate gate, OfficeCalendar calendar, IOptions<OfficeOptions> office, IOptions<AnnouncementsOptions> options, TimeProvider time)
{
    /// <summary>How long a web chat visitor may take to come back where the announcement itself sets no end.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(14);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Orders the sending within a transaction; a repeated one has its next date from then on. False where it is not in that state any more.</summary>
    internal bool Order(Announcement announcement, string? by, DbConnection connection, DbTransaction transaction)
    {
        var now = Now;
        var family = announcement.FollowUp == AnnouncementFollowUp.None ? null : Hold(announcement.Id, connection, transaction);
        if (connection.Execute(
            transaction,
            """
            UPDATE "Announcements" SET "State" = 'Preparing', "StartedAt" = @1, "SentBy" = COALESCE(@2, "SentBy"), "Until" = COALESCE("ExpiresAt", @3)
            WHERE "Id" = @0 AND "State" IN ('Draft', 'AwaitingApproval', 'Scheduled')
            """,
            announcement.Id, now, by, now + Validity) == 0)
        {
            return false;
        }

        if (announcement.Repeat != AnnouncementRepeat.None)
        {
            WriteNext(announcement, by, connection, transaction);
        }

        if (announcement.FollowUp is AnnouncementFollowUp.Correction or AnnouncementFollowUp.Recall)
        {
            Supersede(family!.Without(announcement.Id), now, connection, transaction);
        }

        return true;
    }

    /// <summary>The family of an announcement, held until the transaction ends: of two orders for it, the second sees what the first did. Null where there is none.</summary>
    internal AnnouncementFamily? Hold(long id, DbConnection connection, DbTransaction transaction)
    {
        using var db = database.CreateDbContext(connection, transaction);
        if (AnnouncementFamily.Of(id, db) is not { } family)
        {
            return null;
        }

        // The links do not change, so that the first is the same for all who order.
        connection.Scalar(transaction, """SELECT "Id" FROM "Announcements" WHERE "Id" = @0""" + database.ForUpdate, family.First.Id);
        return AnnouncementFamily.Of(id, db);
    }

    /// <summary>Stops what is under way: nothing new is taken up from then on (fault 76). False where nothing is.</summary>
    internal static bool Stop(long id, DbConnection connection, DbTransaction transaction)
    {
        if (connection.Execute(transaction, """UPDATE "Announcements" SET "State" = 'Cancelling' WHERE "Id" = @0 AND "State" IN ('Preparing', 'Sending')""", id) == 0)
        {
            return false;
        }

        // Stopped while its recipients were written down: those that were are its audience.
        connection.Execute(
            transaction,
            """UPDATE "Announcements" SET "AudienceCount" = (SELECT COUNT(*) FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0) WHERE "Id" = @0 AND "AudienceCount" IS NULL""",
            id);
        return true;
    }

    /// <summary>What holds no more is stopped; what was still to be sent of it, a correction being written or a reminder to be approved, is thrown away.</summary>
    private static void Supersede(AnnouncementFamily family, DateTime now, DbConnection connection, DbTransaction transaction)
    {
        foreach (var running in family.Texts.Concat(family.Reminders).Where(one => one.IsRunning))
        {
            Stop(running.Id, connection, transaction);
        }

        foreach (var open in family.Open)
        {
            connection.Execute(transaction, """UPDATE "Announcements" SET "State" = 'Cancelled', "FinishedAt" = @1 WHERE "Id" = @0 AND "State" IN ('Draft', 'AwaitingApproval', 'Scheduled')""", open.Id, now);
        }
    }

    /// <summary>Orders what is scheduled for now, and brings whatever is ordered to its start.</summary>
    internal async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var now = Now;
        List<Announcement> due;
        List<long> ordered;
        await using (var db = database.CreateDbContext())
        {
            due = await db.Announcements.AsNoTracking().Where(one => one.State == AnnouncementState.Scheduled && one.SendAt <= now).ToListAsync(cancellation);
            ordered = await db.Announcements.Where(one => one.State == AnnouncementState.Preparing).Select(one => one.Id).ToListAsync(cancellation);
        }

        foreach (var announcement in due)
        {
            if (await gate.WriteAsync((connection, transaction) => Order(announcement, null, connection, transaction), background: true))
            {
                ordered.Add(announcement.Id);
            }
        }

        foreach (var id in ordered)
        {
            await BeginAsync(id, cancellation);
        }

        return ordered.Count > 0;
    }

    /// <summary>Writes the recipients of an ordered announcement down and opens it.</summary>
    internal async Task BeginAsync(long id, CancellationToken cancellation)
    {
        Announcement? announcement;
        await using (var db = database.CreateDbContext())
        {
            announcement = await db.Announcements.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.State == AnnouncementState.Preparing, cancellation);
        }

        if (announcement is null)
        {
            return;
        }

        if (!await WriteRecipientsAsync(announcement, cancellation))
        {
            return;
        }

        await gate.WriteAsync(
            (connection, transaction) =>
            {
                if (!IsPreparing(id, connection, transaction))
                {
                    return false;
                }

                AudienceQuery.WriteLanes(id, RateBucket.New(Now, options.Value), connection, transaction);
                // An audience of nobody is over at once.
                connection.Execute(
                    transaction,
                    """
                    UPDATE "Announcements" SET "AudienceCount" = (SELECT COUNT(*) FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0), "State" = 'Sending' WHERE "Id" = @0
                    """,
                    id);
                End(id, Now, connection, transaction);
                return true;
            },
            background: true);
    }

    /// <summary>
    /// Writes the recipients down; false where it is not for this process to go on. A correction or recall waits until all who were under
    /// way are accounted for: whoever a process holds a copy for may have it or not.
    /// </summary>
    private async Task<bool> WriteRecipientsAsync(Announcement announcement, CancellationToken cancellation)
    {
        bool MayWrite(DbConnection connection, DbTransaction transaction) => IsPreparing(announcement.Id, connection, transaction);
        if (announcement.FollowUp == AnnouncementFollowUp.None)
        {
            return await AudienceQuery.Of(Audience.Of(announcement.Audience), announcement.Kind, office.Value, Wording.LocalDate(Now)).WriteAsync(announcement.Id, MayWrite, gate, Now, cancellation);
        }

        await using var db = database.CreateDbContext();
        var about = (await AnnouncementFamily.OfAsync(announcement.Id, db, cancellation))!.Without(announcement.Id);
        return !(about.IsRunning && announcement.FollowUp != AnnouncementFollowUp.Reminder)
            && await FollowUpRecipients.Of(announcement.FollowUp, about).WriteAsync(announcement.Id, MayWrite, gate, Now, cancellation);
    }

    /// <summary>Ends an announcement with no recipient left to account for.</summary>
    internal static int End(long id, DateTime now, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """
        UPDATE "Announcements" SET "State" = CASE "State" WHEN 'Cancelling' THEN 'Cancelled' ELSE 'Finished' END, "FinishedAt" = @1
        WHERE "Id" = @0 AND "State" IN ('Sending', 'Cancelling') AND NOT EXISTS (SELECT 1 FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0 AND "State" = 'Pending')
        """,
        id, now);

    /// <summary>Held until the transaction ends, so that no recipient is added once the audience is fixed.</summary>
    private bool IsPreparing(long id, DbConnection connection, DbTransaction transaction) =>
        connection.Scalar(transaction, """SELECT "State" FROM "Announcements" WHERE "Id" = @0""" + database.ForUpdate, id) is nameof(AnnouncementState.Preparing);

    private void WriteNext(Announcement announcement, string? by, DbConnection connection, DbTransaction transaction)
    {
        var first = announcement.SeriesId ?? announcement.Id;
        var nominal = announcement.NominalAt ?? announcement.SendAt ?? Now;
        var begun = connection.Scalar(transaction, """SELECT "NominalAt" FROM "Announcements" WHERE "Id" = @0""", first) is { } at ? Utc(at) : nominal;
        var (next, sendAt) = AnnouncementCalendar.Next(begun, nominal, announcement.Repeat, calendar);
        connection.Execute(
            transaction,
            """
            INSERT INTO "Announcements" ("Title", "Text", "TitleEn", "TextEn", "Action", "ActionEn", "Link", "Image", "Kind", "Audience", "State", "Version", "SendAt", "NominalAt", "ExpiresAt", "Repeat", "SeriesId",
                "FollowUp", "CreatedBy", "CreatedAt", "ChangedBy", "ChangedAt", "SentBy")
            SELECT "Title", "Text", "TitleEn", "TextEn", "Action", "ActionEn", "Link", "Image", "Kind", "Audience", 'Scheduled', "Version", @1, @2, @3, "Repeat", @4, "FollowUp", "CreatedBy", @5, "ChangedBy", "ChangedAt", COALESCE(@6, "SentBy")
            FROM "Announcements" WHERE "Id" = @0 ON CONFLICT DO NOTHING
            """,
            announcement.Id, sendAt, next, announcement.ExpiresAt is { } ends ? ends + (next - nominal) : null, first, Now, by);
    }

    private static DateTime Utc(object at) => DateTime.SpecifyKind(at is DateTime time ? time : DateTime.Parse((string)at, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
