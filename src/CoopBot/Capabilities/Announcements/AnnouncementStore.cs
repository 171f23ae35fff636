using System.Data.Common;
using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What came of an order to send, stop or repeat.</summary>
public enum AnnouncementOrder
{
    /// <summary>Done, or it was so already.</summary>
    Done,

    /// <summary>There is no such announcement.</summary>
    NotFound,

    /// <summary>It has come too far for that, or not far enough.</summary>
    WrongState,

    /// <summary>Nobody fits its audience.</summary>
    NobodyFits,

    /// <summary>Somebody has changed it meanwhile.</summary>
    Changed,

    /// <summary>Its time is over.</summary>
    Over,

    /// <summary>It was corrected or recalled: what it says is not sent any more.</summary>
    Superseded,
}

/// <summary>The announcements, each change with its line in the audit trail and in one transaction with it.</summary>
public sealed partial class AnnouncementStore(
    Database database, WriteGate gate, AnnouncementStart start, AnnouncementQueue queue, AuditTrail audit, OfficeCalendar calendar, IOptions<OfficeOptions> office,
    IOptions<AnnouncementsOptions> options, TimeProvider time)
{
    // Given up, or out of reach then with an address now.
    private const string Retryable = """
        ("State" = 'GaveUp' OR ("State" = 'Unreachable' AND EXISTS (SELECT 1 FROM "Addresses" AS a WHERE a."Channel" = "AnnouncementDeliveries"."Channel" AND a."PersonId" = "AnnouncementDeliveries"."PersonId"
            AND a."RetiredAt" IS NULL AND a."Kind" IN ('personal', ''))))
        """;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Stores a draft that has no problems. With a request key, the same request again gives the same announcement (fault 74).</summary>
    /// <returns>The announcement; null where another request has used the key.</returns>
    public async Task<Announcement?> CreateAsync(AnnouncementDraft draft, string by, string? requestKey, string? requestHash, CancellationToken cancellation)
    {
        var now = Now;
        var announcement = Fill(new() { Title = "", Text = "", Audience = "", CreatedBy = by, CreatedAt = now, ChangedBy = by, RequestKey = requestKey, RequestHash = requestHash }, draft, by, now);
        var id = await gate.WriteAsync((connection, transaction) =>
        {
            if (requestKey is not null && connection.Scalar(transaction, """SELECT "Id" FROM "Announcements" WHERE "RequestKey" = @0""", requestKey) is { } known)
            {
                return (long)known;
            }

            using var db = database.CreateDbContext(connection, transaction);
            db.Add(announcement);
            db.SaveChanges();
            audit.Record(connection, transaction, by, "announcement.created", announcement.Number);
            return announcement.Id;
        });
        var stored = await FindAsync(id, cancellation);
        return stored?.RequestHash == requestHash ? stored : null;
    }

    /// <summary>Changes what has not been sent; an approval is of the text that was approved, so it starts anew (fault 77).</summary>
    public Task<AnnouncementOrder> ChangeAsync(long id, int version, AnnouncementDraft draft, string by) => gate.WriteAsync((connection, transaction) =>
    {
        using var db = database.CreateDbContext(connection, transaction);
        if (db.Announcements.FirstOrDefault(one => one.Id == id) is not { } announcement)
        {
            return AnnouncementOrder.NotFound;
        }

        // A reminder says what it reminds of, and nothing else.
        if (!announcement.IsOpen || announcement.FollowUp is AnnouncementFollowUp.Reminder or AnnouncementFollowUp.Recall)
        {
            return AnnouncementOrder.WrongState;
        }

        if (announcement.Version != version)
        {
            return AnnouncementOrder.Changed;
        }

        Fill(announcement, draft, by, Now);
        (announcement.Version, announcement.State, announcement.SentBy) = (version + 1, AnnouncementState.Draft, null);
        db.SaveChanges();
        audit.Record(connection, transaction, by, "announcement.changed", announcement.Number);
        return AnnouncementOrder.Done;
    });

    /// <summary>
    /// Sends it, or schedules it for its time; where two people have to agree, the author's word asks for the other's. Ordered again it
    /// stays as it is.
    /// </summary>
    public Task<AnnouncementOrder> SendAsync(long id, string by, CancellationToken cancellation) => SendAsync(id, null, by, cancellation);

    /// <summary>The same, for whoever has looked at one version: another one is not sent (fault 77).</summary>
    public async Task<AnnouncementOrder> SendAsync(long id, int? version, string by, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } before)
        {
            return AnnouncementOrder.NotFound;
        }

        if (version is { } seen && seen != before.Version)
        {
            return AnnouncementOrder.Changed;
        }

        if (before.State is AnnouncementState.Draft or AnnouncementState.AwaitingApproval && before.SendAt is null && await EstimateAsync(before, cancellation) == 0)
        {
            return AnnouncementOrder.NobodyFits;
        }

        var order = await gate.WriteAsync((connection, transaction) => Send(id, before.Version, by, connection, transaction));
        if (order == AnnouncementOrder.Done)
        {
            // Whoever asked is told how many it goes to; a kill in here is made good by the next to look.
            await start.BeginAsync(id, cancellation);
            queue.Change();
        }

        return order;
    }

    /// <summary>Asks a publisher to look at a version and send it; nothing is sent by this.</summary>
    public Task<AnnouncementOrder> SubmitAsync(long id, int version, string by) => gate.WriteAsync((connection, transaction) =>
    {
        if (connection.Execute(transaction, """UPDATE "Announcements" SET "State" = 'AwaitingApproval' WHERE "Id" = @0 AND "Version" = @1 AND "State" = 'Draft'""", id, version) > 0)
        {
            audit.Record(connection, transaction, by, "announcement.submitted", Announcement.NumberOf(id));
            return AnnouncementOrder.Done;
        }

        using var db = database.CreateDbContext(connection, transaction);
        return db.Announcements.AsNoTracking().FirstOrDefault(one => one.Id == id) switch
        {
            null => AnnouncementOrder.NotFound,
            { State: AnnouncementState.AwaitingApproval } known when known.Version == version => AnnouncementOrder.Done,
            { State: AnnouncementState.Draft or AnnouncementState.AwaitingApproval } => AnnouncementOrder.Changed,
            _ => AnnouncementOrder.WrongState,
        };
    });

    /// <summary>Stops it: nothing new is taken up from then on (fault 76).</summary>
    public async Task<AnnouncementOrder> CancelAsync(long id, string by, CancellationToken cancellation)
    {
        var now = Now;
        if (await FindAsync(id, cancellation) is null)
        {
            return AnnouncementOrder.NotFound;
        }

        var order = await gate.WriteAsync((connection, transaction) =>
        {
            if (AnnouncementStart.Stop(id, connection, transaction) || connection.Execute(
                transaction,
                """UPDATE "Announcements" SET "State" = 'Cancelled', "FinishedAt" = @1 WHERE "Id" = @0 AND "State" IN ('Draft', 'AwaitingApproval', 'Scheduled')""",
                id, now) > 0)
            {
                audit.Record(connection, transaction, by, "announcement.stopped", Announcement.NumberOf(id));
                return AnnouncementOrder.Done;
            }

            return connection.Scalar(transaction, """SELECT "State" FROM "Announcements" WHERE "Id" = @0""", id) is nameof(AnnouncementState.Cancelling) or nameof(AnnouncementState.Cancelled)
                ? AnnouncementOrder.Done
                : AnnouncementOrder.WrongState;
        });
        queue.Change();
        return order;
    }

    /// <summary>Queues again what was given up (fault 80), and whoever could not be reached and has written since; how many.</summary>
    public async Task<(AnnouncementOrder Order, int Count)> RetryFailedAsync(long id, string by, CancellationToken cancellation)
    {
        var now = Now;
        var done = await gate.WriteAsync((connection, transaction) =>
        {
            var family = start.Hold(id, connection, transaction);
            return family?.Find(id) switch
            {
                null => (AnnouncementOrder.NotFound, 0),
                { State: not (AnnouncementState.Sending or AnnouncementState.Finished) } => (AnnouncementOrder.WrongState, 0),
                { } one when one.Until <= now => (AnnouncementOrder.Over, 0),
                { } one when !family.Holds(one) => (AnnouncementOrder.Superseded, 0),
                { } one => (AnnouncementOrder.Done, Retry(one, by, now, connection, transaction)),
            };
        });
        queue.Change();
        return done;
    }

    /// <summary>Removes announcements that ended over a year ago, with their recipients.</summary>
    public static int Expire(DateTime now, DbConnection connection, DbTransaction transaction)
    {
        const string Old = """SELECT "Id" FROM "Announcements" WHERE "FinishedAt" < @0""";
        return connection.Execute(transaction, $"""DELETE FROM "AnnouncementDeliveries" WHERE "AnnouncementId" IN ({Old})""", now.AddYears(-1))
            + connection.Execute(transaction, """DELETE FROM "Announcements" WHERE "FinishedAt" < @0""", now.AddYears(-1));
    }

    private int Retry(Announcement announcement, string by, DateTime now, DbConnection connection, DbTransaction transaction)
    {
        var queued = connection.Execute(
            transaction,
            $"""UPDATE "AnnouncementDeliveries" SET "State" = 'Pending', "DueAt" = @1, "Tries" = 0, "Reason" = NULL WHERE "AnnouncementId" = @0 AND {Retryable}""",
            announcement.Id, now);
        if (queued > 0)
        {
            connection.Execute(transaction, """UPDATE "Announcements" SET "State" = 'Sending', "FinishedAt" = NULL WHERE "Id" = @0 AND "State" IN ('Sending', 'Finished')""", announcement.Id);
            audit.Record(connection, transaction, by, "announcement.retried", announcement.Number);
        }

        return queued;
    }

    private AnnouncementOrder Send(long id, int version, string by, DbConnection connection, DbTransaction transaction)
    {
        using var db = database.CreateDbContext(connection, transaction);
        var announcement = db.Announcements.AsNoTracking().First(one => one.Id == id);
        if (announcement.State is AnnouncementState.Cancelling or AnnouncementState.Cancelled)
        {
            return AnnouncementOrder.WrongState;
        }

        if (announcement.State is not (AnnouncementState.Draft or AnnouncementState.AwaitingApproval))
        {
            return AnnouncementOrder.Done;
        }

        if (announcement.Version != version)
        {
            return AnnouncementOrder.Changed;
        }

        if (announcement.ExpiresAt <= Now)
        {
            return AnnouncementOrder.Over;
        }

        if (options.Value.TwoPeople && (by == announcement.CreatedBy || by == announcement.ChangedBy))
        {
            if (connection.Execute(transaction, """UPDATE "Announcements" SET "State" = 'AwaitingApproval' WHERE "Id" = @0 AND "State" = 'Draft'""", id) > 0)
            {
                audit.Record(connection, transaction, by, "announcement.submitted", announcement.Number);
            }

            return AnnouncementOrder.Done;
        }

        if (announcement.SendAt > Now)
        {
            connection.Execute(transaction, """UPDATE "Announcements" SET "State" = 'Scheduled', "SentBy" = @1 WHERE "Id" = @0""", id, by);
            audit.Record(connection, transaction, by, "announcement.scheduled", announcement.Number);
            return AnnouncementOrder.Done;
        }

        if (!start.Order(announcement, by, connection, transaction))
        {
            return AnnouncementOrder.WrongState;
        }

        audit.Record(connection, transaction, by, "announcement.sent", announcement.Number);
        return AnnouncementOrder.Done;
    }

    private Announcement Fill(Announcement announcement, AnnouncementDraft draft, string by, DateTime now)
    {
        announcement.Title = draft.Title!;
        announcement.Text = draft.Text!;
        announcement.TitleEn = draft.TitleEn;
        announcement.TextEn = draft.TextEn;
        announcement.Action = draft.Action;
        announcement.ActionEn = draft.ActionEn;
        announcement.Link = draft.Link;
        announcement.Image = draft.Image;
        if (announcement.FollowUp == AnnouncementFollowUp.None)
        {
            // Whom a follow-up goes to is not for its author to say.
            announcement.Kind = draft.KindOrService;
            announcement.Audience = draft.Audience!.ToJson();
            announcement.Repeat = draft.RepeatOrNone;
        }

        announcement.NominalAt = draft.StartsAt;
        announcement.SendAt = draft.StartsAt is { } at ? AnnouncementCalendar.First(at, draft.RepeatOrNone, calendar) : null;
        announcement.ExpiresAt = draft.EndsAt;
        (announcement.ChangedBy, announcement.ChangedAt) = (by, now);
        return announcement;
    }
}
