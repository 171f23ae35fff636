using System.Data.Common;
using System.Globalization;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Reminders;

/// <summary>
/// The reminders that fall due, in office hours and to those who agreed: written once by a unique key, taken up by a lease with a
/// fence, all of one person's in one message, at most one message a week.
/// </summary>
public sealed class DueReminders(Database database, WriteGate gate, OfficeCalendar calendar, IOptions<OfficeOptions> office, TimeProvider time) : IDueItems
{
    /// <summary>How long a process holds what it took; longer than any send.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>The least time between two messages to a person.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(7);

    private static readonly TimeSpan _lookEvery = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan _retryAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _unreachableFor = TimeSpan.FromHours(12);

    private const int Page = 500;

    // From the link itself: whoever left, or was deleted, since it was read gets none.
    private const string Insert = """
        INSERT INTO "Reminders" ("Channel", "PersonId", "CooperativeId", "Kind", "Deadline", "Occasion", "State", "NotBefore", "Fence")
        SELECT "Channel", "PersonId", "CooperativeId", @3, @4, @5, 'Pending', @6, 0 FROM "Memberships"
        WHERE "Channel" = @0 AND "PersonId" = @1 AND "CooperativeId" = @2 AND "RemindersSince" IS NOT NULL ON CONFLICT DO NOTHING
        """;

    private const string Next = """
        SELECT "Channel", "PersonId" FROM "Reminders" AS r WHERE "State" = 'Pending' AND "NotBefore" <= @0 AND ("LeaseUntil" IS NULL OR "LeaseUntil" <= @0)
        AND NOT EXISTS (SELECT 1 FROM "Reminders" AS s WHERE s."Channel" = r."Channel" AND s."PersonId" = r."PersonId" AND (s."SentAt" > @1 OR s."LeaseUntil" > @0))
        ORDER BY "NotBefore", "Id" LIMIT 1
        """;

    private const string Claim = """
        UPDATE "Reminders" SET "LeaseUntil" = @3, "Fence" = "Fence" + 1
        WHERE "Channel" = @1 AND "PersonId" = @2 AND "State" = 'Pending' AND "NotBefore" <= @0 AND ("LeaseUntil" IS NULL OR "LeaseUntil" <= @0)
        RETURNING "Id"
        """;

    private DateTime? _lookedAt;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var now = Now;
        if (!calendar.IsOpen(now) || (_lookedAt is { } looked && now - looked < _lookEvery && now >= looked))
        {
            return;
        }

        var today = Wording.LocalDate(now);
        for (var after = 0L; ;)
        {
            await using var db = database.CreateDbContext();
            var last = after;
            var page = await db.Memberships.AsNoTracking().Where(link => link.Id > last && link.RemindersSince != null).OrderBy(link => link.Id).Take(Page).ToListAsync(cancellation);
            var ids = page.Select(link => link.CooperativeId).Distinct().ToList();
            var records = await db.Cooperatives.AsNoTracking().Where(row => ids.Contains(row.OriginId ?? row.Id)).ToListAsync(cancellation);
            var due = (
                from link in page
                join record in records on link.CooperativeId equals record.LastingId
                from deadline in Deadlines.Open(record, today, office.Value)
                where Deadlines.Occasion(deadline.Day, today) is not null && IsWanted(link, deadline)
                select (Link: link, Deadline: deadline, Occasion: Deadlines.Occasion(deadline.Day, today)!)).ToList();
            if (due.Count > 0)
            {
                await gate.WriteAsync(
                    (connection, transaction) =>
                    {
                        foreach (var (link, deadline, occasion) in due)
                        {
                            connection.Execute(transaction, Insert, link.Channel, link.PersonId, link.CooperativeId, deadline.Kind.ToString(), deadline.Day, occasion, now);
                        }

                        return 0;
                    },
                    background: true);
            }

            if (page.Count < Page)
            {
                break;
            }

            after = page[^1].Id;
        }

        _lookedAt = now;
    }

    /// <inheritdoc/>
    public async Task<DueItem?> TakeAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && calendar.IsOpen(Now))
        {
            var (isAny, item) = await gate.WriteAsync(Take, background: true);
            if (!isAny || item is not null)
            {
                return item;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Note(DueItem item, DueOutcome outcome, DbConnection connection, DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(item);
        var now = Now;
        var noted = 0;
        foreach (var (id, fence) in item.Rows)
        {
            noted += outcome switch
            {
                DueOutcome.Sent => Set("'Sent'", id, fence, now, now),
                DueOutcome.Uncertain => Set("'Uncertain'", id, fence, now, now),
                DueOutcome.Later => Set("'Pending'", id, fence, now + _retryAfter, null),
                _ => Set("'Pending'", id, fence, now + _unreachableFor, null),
            };
        }

        return noted > 0;

        int Set(string state, long id, long fence, DateTime notBefore, DateTime? sentAt) => connection.Execute(
            transaction,
            $"""UPDATE "Reminders" SET "State" = {state}, "NotBefore" = @2, "SentAt" = @3, "LeaseUntil" = NULL WHERE "Id" = @0 AND "Fence" = @1 AND "State" = 'Pending'""",
            id, fence, notBefore, sentAt);
    }

    /// <summary>What the person was last reminded of, the newest message first; empty where that is over sixty days ago or never was.</summary>
    public async Task<IReadOnlyList<Reminder>> LastAsync(ConversationKey key, DateTime now, CancellationToken cancellation)
    {
        var since = now.AddDays(-60);
        await using var db = database.CreateDbContext();
        var sent = await db.Reminders.AsNoTracking().Where(reminder => reminder.Channel == key.Channel && reminder.PersonId == key.Person && reminder.SentAt > since)
            .OrderByDescending(reminder => reminder.SentAt).Take(50).ToListAsync(cancellation);
        return [.. sent.TakeWhile(reminder => reminder.SentAt == sent[0].SentAt)];
    }

    /// <summary>The same once more from a day on.</summary>
    public static Effect Again(IReadOnlyList<Reminder> last, DateOnly on) => (connection, transaction) =>
    {
        foreach (var reminder in last)
        {
            connection.Execute(
                transaction, Insert, reminder.Channel, reminder.PersonId, reminder.CooperativeId, reminder.Kind.ToString(), reminder.Deadline,
                string.Create(CultureInfo.InvariantCulture, $"again-{on:yyyy-MM-dd}"), Wording.StartOf(on));
        }

        return true;
    };

    /// <inheritdoc/>
    public int Expire(DateTime now, DbConnection connection, DbTransaction transaction) =>
        connection.Execute(transaction, """DELETE FROM "Reminders" WHERE "Deadline" < @0""", Wording.LocalDate(now).AddYears(-1));

    private (bool IsAny, DueItem? Item) Take(DbConnection connection, DbTransaction transaction)
    {
        var now = Now;
        string channel, person;
        using (var next = connection.Query(transaction, Next, now, now - Pause))
        {
            if (!next.Read())
            {
                return (false, null);
            }

            (channel, person) = (next.GetString(0), next.GetString(1));
        }

        var claimed = new List<long>();
        using (var rows = connection.Query(transaction, Claim, now, channel, person, now + Lease))
        {
            while (rows.Read())
            {
                claimed.Add(rows.GetInt64(0));
            }
        }

        // Who agreed then may not now; what was owed then may be done (fault 82).
        using var db = database.CreateDbContext(connection, transaction);
        var today = Wording.LocalDate(now);
        var reminders = db.Reminders.AsNoTracking().Where(reminder => claimed.Contains(reminder.Id)).OrderBy(reminder => reminder.Deadline).ThenBy(reminder => reminder.Id).ToList();
        var links = db.Memberships.AsNoTracking().Where(link => link.Channel == channel && link.PersonId == person && link.RemindersSince != null).ToList();
        var ids = links.Select(link => link.CooperativeId).ToList();
        var records = db.Cooperatives.AsNoTracking().Where(row => ids.Contains(row.OriginId ?? row.Id)).ToList();
        var owed = (
            from reminder in reminders
            join link in links on reminder.CooperativeId equals link.CooperativeId
            join record in records on link.CooperativeId equals record.LastingId
            let deadline = new Deadline(reminder.Kind, reminder.Deadline)
            where IsWanted(link, deadline) && Deadlines.Open(record, today, office.Value).Contains(deadline)
            select (Reminder: reminder, Record: record, link.Language)).ToList();
        foreach (var reminder in reminders.Where(reminder => !owed.Exists(one => one.Reminder.Id == reminder.Id)))
        {
            connection.Execute(transaction, """UPDATE "Reminders" SET "State" = 'Dropped', "LeaseUntil" = NULL WHERE "Id" = @0""", reminder.Id);
        }

        // Two occasions of one deadline, come due while nobody could be reached, are one sentence.
        var said = owed.DistinctBy(one => (one.Reminder.CooperativeId, one.Reminder.Kind, one.Reminder.Deadline)).Select(one => (one.Record, new Deadline(one.Reminder.Kind, one.Reminder.Deadline))).ToList();
        return (true, owed.Count == 0 ? null : new(channel, person, ReminderReplies.Of(said, owed[0].Language, office.Value, today), [.. owed.Select(one => (one.Reminder.Id, one.Reminder.Fence))]));
    }

    private static bool IsWanted(Membership link, Deadline deadline) => deadline.Kind != DeadlineKind.Rat || link.RatPlannedFor != deadline.Day;
}
