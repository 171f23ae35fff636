using System.Collections.Concurrent;
using System.Data.Common;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>The recipients' rows as the senders see them: taken by a lease with a fence, within the rate of their lane, and noted with what came of each.</summary>
public sealed class AnnouncementQueue(Database database, WriteGate gate, AnnouncementStart start, AnnouncementWords words, IOptions<AnnouncementsOptions> options, TimeProvider time) : IBroadcasts
{
    /// <summary>How long a process holds what it took: longer than the sends before it and its own.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    private const int Page = 1_000;
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(2);

    // A row that was leased and is due again was held by a process that is no more: nobody knows whether it was sent, and that is noted before it is repeated.
    private readonly string _claim = $"""
        UPDATE "AnnouncementDeliveries" SET "IsLeased" = TRUE, "DueAt" = @4, "Fence" = @5, "Doubts" = "Doubts" + CASE WHEN "IsLeased" THEN 1 ELSE 0 END,
            "Reason" = CASE WHEN "IsLeased" THEN 'no-answer' ELSE "Reason" END
        WHERE "Id" IN (SELECT "Id" FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0 AND "Lane" = @1 AND "State" = 'Pending' AND "DueAt" <= @2 ORDER BY "DueAt" LIMIT @3{database.ForUpdateSkipLocked})
        RETURNING "Id", "Channel", "PersonId", "Tries", "Doubts", "Reason"
        """;

    // Somebody who said meanwhile that they have read it has it, whatever the channel did not answer.
    private const string NoteOne = """
        UPDATE "AnnouncementDeliveries" SET "State" = CASE WHEN "AcknowledgedAt" IS NOT NULL AND @6 = 'no-answer' THEN 'Sent' ELSE @2 END, "DueAt" = @3, "IsLeased" = FALSE, "Tries" = @4, "Doubts" = @5, "Reason" = @6, "ConversationId" = COALESCE(@7, "ConversationId"), "SentId" = @8, "SentAt" = COALESCE(@9, CASE WHEN @6 = 'no-answer' THEN "AcknowledgedAt" END)
        WHERE "Id" = @0 AND "Fence" = @1 AND "State" = 'Pending'
        """;

    private readonly ConcurrentDictionary<long, DateTime> _until = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTime _lookedAt;
    private bool _isRunning;
    private DateTime _straightenedAt;

    /// <inheritdoc/>
    public int Concurrency => options.Value.Concurrency;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Wakes the senders of this process; those of others look each second.</summary>
    public void Change()
    {
        _lookedAt = default;
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <inheritdoc/>
    public Task ChangedAsync() => _changed.Task;

    /// <inheritdoc/>
    public async Task<bool> PrepareAsync(CancellationToken cancellation)
    {
        var now = Now;
        if (now - _lookedAt < _look && now >= _lookedAt)
        {
            return _isRunning;
        }

        _lookedAt = now;
        await start.RunAsync(cancellation);
        await using var db = database.CreateDbContext();
        var running = await db.Announcements.AsNoTracking().Where(one => one.State == AnnouncementState.Sending || one.State == AnnouncementState.Cancelling).ToListAsync(cancellation);
        foreach (var announcement in running)
        {
            _until[announcement.Id] = announcement.Until ?? now + AnnouncementStart.Validity;
            words.Know(announcement);
            if (announcement.State == AnnouncementState.Cancelling || announcement.Until <= now)
            {
                await SettleAsync(announcement, now, cancellation);
            }

            // Two processes that note the last two results at once each see the other's still pending.
            if (!await db.AnnouncementDeliveries.AnyAsync(delivery => delivery.AnnouncementId == announcement.Id && delivery.State == DeliveryState.Pending, cancellation))
            {
                await gate.WriteAsync((connection, transaction) => AnnouncementStart.End(announcement.Id, now, connection, transaction), background: true);
            }
        }

        if (running.Count > 0 && (now - _straightenedAt).Duration() > TimeSpan.FromMinutes(1))
        {
            _straightenedAt = now;
            await StraightenAsync(now);
        }

        return _isRunning = running.Count > 0;
    }

    /// <inheritdoc/>
    public Task TakeBackAsync() => gate.WriteAsync(
        (connection, transaction) => connection.Execute(transaction, """UPDATE "AnnouncementDeliveries" SET "DueAt" = @0 WHERE "State" = 'Pending' AND "IsLeased" """, Now), background: true);

    /// <inheritdoc/>
    public (IReadOnlyList<BroadcastItem> Items, DateTime AskAgainAt) Take(int room, DbConnection connection, DbTransaction transaction)
    {
        var now = Now;
        var items = new List<BroadcastItem>();
        var morning = options.Value.QuietEnds(now);
        // A change of what is there is silent: it goes in quiet hours too. What cannot be changed so waits by itself.
        var running = Ids(onlySilent: morning is not null, connection, transaction);
        var askAgainAt = running.Count > 0 || morning is null ? now + _idle : morning.Value;
        if (running.Count == 0 || room == 0)
        {
            return (items, askAgainAt);
        }

        var fence = Random.Shared.NextInt64(1, long.MaxValue);
        var isLimited = options.Value.RatePerSecond > 0;
        foreach (var (lane, stored) in DeliveryLanes.Read(connection, transaction, isLimited ? database.ForUpdate : ""))
        {
            if (stored.IsPaused(now))
            {
                askAgainAt = Earlier(askAgainAt, stored.PausedUntil!.Value);
                continue;
            }

            var bucket = stored.At(now, options.Value);
            var counts = isLimited && lane != DeliveryLanes.WebChat;
            var may = Math.Min(room - items.Count, counts ? bucket.Whole : int.MaxValue);
            var before = items.Count;
            foreach (var id in running.TakeWhile(_ => items.Count - before < may))
            {
                Claim(id, lane, may - (items.Count - before), fence, now, items, connection, transaction);
            }

            var taken = items.Count - before;
            if (counts && taken > 0)
            {
                DeliveryLanes.Write(lane, bucket with { Tokens = bucket.Tokens - taken }, connection, transaction);
            }

            // What is full now may go on at once; what waits for tokens or for a time is asked again then.
            askAgainAt = Earlier(askAgainAt, taken < may ? Next(running, lane, connection, transaction) ?? askAgainAt
                : counts && taken == bucket.Whole ? now + bucket.Until(taken + Math.Max(1, options.Value.Burst / 2), now, options.Value) : now);
        }

        return (items, askAgainAt);
    }

    /// <inheritdoc/>
    public ValueTask<BroadcastWords> WordsAsync(BroadcastItem item, CancellationToken cancellation) => words.OfAsync(item, cancellation);

    /// <inheritdoc/>
    public IReadOnlySet<long> Note(IReadOnlyList<BroadcastResult> results, DbConnection connection, DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(results);
        var now = Now;
        var noted = new HashSet<long>();
        foreach (var result in results)
        {
            var (item, decision) = (result.Item, DeliveryDecision.After(result, now, _until.GetValueOrDefault(result.Item.Broadcast, now + AnnouncementStart.Validity), Random.Shared.NextDouble()));
            if (connection.Execute(
                transaction, NoteOne, item.Id, item.Fence, decision.State.ToString(), decision.DueAt, decision.Tries, decision.Doubts, decision.Reason, result.ConversationId, result.SentId,
                decision.State == DeliveryState.Sent ? now : null) > 0)
            {
                noted.Add(item.Id);
            }
        }

        DeliveryLanes.Note(results, now, database.ForUpdate, connection, transaction);
        foreach (var broadcast in results.Select(result => result.Item.Broadcast).Distinct())
        {
            AnnouncementStart.End(broadcast, now, connection, transaction);
        }

        return noted;
    }

    /// <inheritdoc/>
    public async Task CameBackAsync(string personId)
    {
        // Each look at the page asks; most have nothing that waits.
        await using var db = database.CreateDbContext();
        if (_until.IsEmpty || !await db.AnnouncementDeliveries.AnyAsync(copy =>
            copy.Channel == DeliveryLanes.WebChat && copy.PersonId == personId && copy.State == DeliveryState.Pending && copy.Reason == DeliveryReason.Away && !copy.IsLeased))
        {
            return;
        }

        if (await gate.WriteAsync(
            (connection, transaction) => connection.Execute(
                transaction,
                """UPDATE "AnnouncementDeliveries" SET "DueAt" = @1, "Reason" = 'back' WHERE "Channel" = 'webchat' AND "PersonId" = @0 AND "State" = 'Pending' AND "Reason" = 'away' AND NOT "IsLeased" """,
                personId, Now)) > 0)
        {
            Change();
        }
    }

    private void Claim(long id, string lane, int atMost, long fence, DateTime now, List<BroadcastItem> items, DbConnection connection, DbTransaction transaction)
    {
        using var rows = connection.Query(transaction, _claim, id, lane, now, atMost, now + Lease, fence);
        while (rows.Read())
        {
            items.Add(new(rows.GetInt64(0), id, rows.GetString(1), rows.GetString(2), lane)
            {
                Fence = fence,
                LeaseUntil = now + Lease,
                Tries = rows.GetInt32(3),
                Doubts = rows.GetInt32(4),
                IsBack = !rows.IsDBNull(5) && rows.GetString(5) == DeliveryReason.Back,
            });
        }
    }

    /// <summary>What is being sent, in order: what takes back or corrects comes before what is new.</summary>
    private static List<long> Ids(bool onlySilent, DbConnection connection, DbTransaction transaction)
    {
        var ids = new List<long>();
        using var rows = connection.Query(
            transaction,
            """
            SELECT "Id" FROM "Announcements" WHERE "State" = 'Sending' AND (NOT @0 OR "FollowUp" IN ('Recall', 'Correction'))
            ORDER BY CASE "FollowUp" WHEN 'Recall' THEN 0 WHEN 'Correction' THEN 1 ELSE 2 END, "StartedAt", "Id"
            """,
            onlySilent);
        while (rows.Read())
        {
            ids.Add(rows.GetInt64(0));
        }

        return ids;
    }

    private static DateTime? Next(List<long> running, string lane, DbConnection connection, DbTransaction transaction)
    {
        DateTime? next = null;
        foreach (var id in running)
        {
            using var row = connection.Query(
                transaction, """SELECT "DueAt" FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0 AND "Lane" = @1 AND "State" = 'Pending' ORDER BY "DueAt" LIMIT 1""", id, lane);
            if (row.Read() && DateTime.SpecifyKind(row.GetDateTime(0), DateTimeKind.Utc) is var due && (next is null || due < next))
            {
                next = due;
            }
        }

        return next;
    }

    /// <summary>Accounts for what is not sent any more: the announcement was stopped, or its time is over. What a process holds is waited for.</summary>
    private async Task SettleAsync(Announcement announcement, DateTime now, CancellationToken cancellation)
    {
        var isStopped = announcement.State == AnnouncementState.Cancelling;
        int settled;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            settled = await gate.WriteAsync(
                (connection, transaction) => connection.Execute(
                    transaction,
                    $"""
                    UPDATE "AnnouncementDeliveries" SET "IsLeased" = FALSE, "Fence" = 0,
                        "Doubts" = "Doubts" + CASE WHEN "IsLeased" THEN 1 ELSE 0 END,
                        "State" = CASE WHEN "IsLeased" OR "Doubts" > 0 THEN 'Uncertain' WHEN "Reason" = 'away' THEN @4 ELSE @3 END,
                        "Reason" = CASE WHEN "IsLeased" OR "Doubts" > 0 THEN 'no-answer' WHEN "Reason" = 'away' AND @4 = 'Unreachable' THEN 'away' ELSE @5 END
                    WHERE "Id" IN (SELECT "Id" FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0 AND "State" = 'Pending' AND (NOT "IsLeased" OR "DueAt" <= @1) LIMIT @2{database.ForUpdateSkipLocked})
                    """,
                    announcement.Id, now, Page, isStopped ? nameof(DeliveryState.Cancelled) : nameof(DeliveryState.GaveUp), isStopped ? nameof(DeliveryState.Cancelled) : nameof(DeliveryState.Unreachable),
                    isStopped ? DeliveryReason.Stopped : DeliveryReason.Expired),
                background: true);
        }
        while (settled == Page);
    }

    /// <summary>
    /// A visitor who goes on talking is back without opening the page anew. And a clock that was set back must not hold for hours what a
    /// killed process had, or what waits for a moment (fault 84).
    /// </summary>
    private Task<int> StraightenAsync(DateTime now) => gate.WriteAsync(
        (connection, transaction) =>
            connection.Execute(
                transaction,
                """
                UPDATE "AnnouncementDeliveries" SET "DueAt" = @0, "Reason" = 'back' WHERE "Channel" = 'webchat' AND "State" = 'Pending' AND "Reason" = 'away' AND NOT "IsLeased"
                AND EXISTS (SELECT 1 FROM "DirectLineConversations" AS c WHERE c."UserId" = "AnnouncementDeliveries"."PersonId" AND c."LastAt" > @1)
                """,
                now, now.AddMinutes(-2))
            + connection.Execute(
                transaction,
                """
                UPDATE "AnnouncementDeliveries" SET "DueAt" = @0 WHERE "State" = 'Pending'
                AND "DueAt" > CASE WHEN "IsLeased" OR "Reason" IS NULL OR "Reason" = 'back' THEN @1 ELSE @2 END AND ("Reason" IS NULL OR "Reason" NOT IN ('away', 'enough-today', 'quiet'))
                """,
                now, now + (2 * Lease), now + (2 * DeliveryDecision.LongestBackoff)),
        background: true);

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
