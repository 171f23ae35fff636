using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Conversation;

/// <summary>What a turn starts from.</summary>
/// <param name="State">What the last turn left.</param>
/// <param name="Version">Its version; 0 where there is none yet.</param>
/// <param name="SeenBefore">This very activity has had its turn.</param>
public readonly record struct TurnStart(ConversationState State, long Version, bool SeenBefore);

/// <summary>What became of a commit.</summary>
public enum CommitOutcome
{
    /// <summary>Saved; the reply may leave.</summary>
    Saved,

    /// <summary>Another process answered this activity first: silence.</summary>
    Duplicate,

    /// <summary>Another turn was faster, of this person or with the same code: read again and run again.</summary>
    Conflict,
}

/// <summary>A turn that was answered.</summary>
/// <param name="TurnId">The row.</param>
/// <param name="Route">The route that answered.</param>
/// <param name="Article">The article that it answered with, where it did.</param>
public sealed record AnsweredTurn(long TurnId, string Route, string? Article);

/// <summary>The turns and states in the store: one indexed read before a turn, one transaction after it.</summary>
public sealed class TurnLog(Database database, WriteGate gate) : IDisposable
{
    private const string ReadStart = """
        SELECT s."Version", s."Json", t."Id" FROM (SELECT 1) AS one
        LEFT JOIN "ConversationStates" s ON s."Channel" = @0 AND s."ConversationId" = @1 AND s."PersonId" = @2
        LEFT JOIN "Turns" t ON t."Channel" = @0 AND t."ConversationId" = @1 AND t."ActivityId" = @3
        """;

    private const string InsertTurn = """
        INSERT INTO "Turns" ("Channel", "ConversationId", "ActivityId", "PersonId", "At", "Route", "Text", "Reply", "Delivery")
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8) ON CONFLICT DO NOTHING RETURNING "Id"
        """;

    private const string InsertState = """
        INSERT INTO "ConversationStates" ("Channel", "ConversationId", "PersonId", "Version", "Json", "UpdatedAt")
        VALUES (@0, @1, @2, 1, @3, @4) ON CONFLICT DO NOTHING
        """;

    private const string UpdateState = """
        UPDATE "ConversationStates" SET "Version" = "Version" + 1, "Json" = @3, "UpdatedAt" = @4
        WHERE "Channel" = @0 AND "ConversationId" = @1 AND "PersonId" = @2 AND "Version" = @5
        """;

    private static readonly TimeSpan MarkDelay = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<long, SentMark> _unmarked = new();
    private int _markScheduled;

    /// <summary>Where this person's conversation stands, and whether the activity is a repeated one.</summary>
    public Task<TurnStart> ReadAsync(ConversationKey key, string activityId, CancellationToken cancellation) => database.ReadAsync(
        async connection =>
        {
            await using var row = await connection.QueryAsync(cancellation, ReadStart, key.Channel, key.Conversation, key.Person, activityId);
            await row.ReadAsync(cancellation);
            return new TurnStart(
                row.IsDBNull(1) ? ConversationState.Empty : JsonSerializer.Deserialize(row.GetString(1), ConversationJson.Default.ConversationState)!,
                row.IsDBNull(0) ? 0 : row.GetInt64(0),
                !row.IsDBNull(2));
        },
        cancellation);

    /// <summary>
    /// Saves the turn, the state that follows, the reply's own rows and effects, and whatever goes <paramref name="alongside"/>, all or nothing.
    /// </summary>
    /// <exception cref="DbException">Nothing was saved.</exception>
    public async Task<(CommitOutcome Outcome, long TurnId)> CommitAsync(
        Turn turn, string route, Reply reply, long version, Delivery delivery, Action<DbConnection, DbTransaction>? alongside)
    {
        var state = JsonSerializer.Serialize(reply.State ?? turn.State, ConversationJson.Default.ConversationState);
        var said = JsonSerializer.Serialize(reply, ConversationJson.Default.Reply);
        try
        {
            var id = await gate.WriteAsync((connection, transaction) =>
            {
                var now = turn.Now;
                var key = turn.Key;
                var turnId = connection.Scalar(transaction, InsertTurn, key.Channel, key.Conversation, turn.ActivityId, key.Person, now, route, turn.Text, said, (int)delivery)
                    ?? throw new TurnLost(CommitOutcome.Duplicate);
                var written = version == 0
                    ? connection.Execute(transaction, InsertState, key.Channel, key.Conversation, key.Person, state, now)
                    : connection.Execute(transaction, UpdateState, key.Channel, key.Conversation, key.Person, state, now, version);
                if (written == 0)
                {
                    throw new TurnLost(CommitOutcome.Conflict);
                }

                if (reply.Rows.Count > 0)
                {
                    using var db = database.CreateDbContext(connection, transaction);
                    db.AddRange(reply.Rows);
                    db.SaveChanges();
                }

                foreach (var effect in reply.Effects)
                {
                    if (!effect(connection, transaction))
                    {
                        throw new TurnLost(CommitOutcome.Conflict);
                    }
                }

                alongside?.Invoke(connection, transaction);
                return (long)turnId;
            });
            if (delivery == Delivery.Pending)
            {
                _unmarked[id] = new(Delivery.Pending, null);
            }

            return (CommitOutcome.Saved, id);
        }
        catch (TurnLost lost)
        {
            return (lost.Outcome, 0);
        }
        catch (DbUpdateException collided) when (database.IsCollision(collided.InnerException!))
        {
            // A row of the reply (a ticket number, say) was taken by another process in the meantime.
            return (CommitOutcome.Conflict, 0);
        }
    }

    /// <summary>Deletes what was said before an activity, from where the plain page reads it.</summary>
    public static void Clear(string channel, string conversation, string activityId, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction, """DELETE FROM "Turns" WHERE "Channel" = @0 AND "ConversationId" = @1 AND "ActivityId" <> @2""", channel, conversation, activityId);

    /// <summary>The bot was removed: its welcome is a thing of the past, and an arrival after this is greeted again.</summary>
    public static void EndWelcome(string channel, string conversation, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """UPDATE "Turns" SET "ActivityId" = "ActivityId" || '-' || "Id" WHERE "Channel" = @0 AND "ConversationId" = @1 AND "ActivityId" = @2""",
        channel, conversation, Turn.WelcomeId);

    /// <summary>What this person was told about an activity that has had its turn; null where it had none.</summary>
    public Task<Reply?> ReplyToAsync(ConversationKey key, string activityId, CancellationToken cancellation) => database.ReadAsync(
        async connection => await connection.ScalarAsync(
            cancellation,
            """SELECT "Reply" FROM "Turns" WHERE "Channel" = @0 AND "ConversationId" = @1 AND "ActivityId" = @2 AND "PersonId" = @3""",
            key.Channel, key.Conversation, activityId, key.Person) is string reply ? JsonSerializer.Deserialize(reply, ConversationJson.Default.Reply) : null,
        cancellation);

    /// <summary>The turn whose reply the channel knows as <paramref name="sentId"/>, else this person's last one that was answered from the knowledge.</summary>
    public AnsweredTurn? AnswerSentAs(ConversationKey key, string? sentId)
    {
        // A mark may still wait to be written.
        var unsaved = sentId is null ? 0 : _unmarked.FirstOrDefault(mark => mark.Value.SentId == sentId).Key;
        using var connection = database.OpenConnection();
        using var row = connection.Query(
            null,
            """
            SELECT "Id", "Route", "Reply" FROM "Turns" WHERE "Channel" = @0 AND "ConversationId" = @1
            AND ("SentId" = @2 OR "Id" = @3 OR ("PersonId" = @4 AND "Reply" LIKE '%"sources":[{%'))
            ORDER BY COALESCE("SentId" = @2, FALSE) OR "Id" = @3 DESC, "Id" DESC LIMIT 1
            """,
            key.Channel, key.Conversation, sentId ?? "", unsaved, key.Person);
        return row.Read() ? new(row.GetInt64(0), row.GetString(1), JsonSerializer.Deserialize(row.GetString(2), ConversationJson.Default.Reply)!.Article) : null;
    }

    /// <summary>Notes what became of a reply. The mark rides on a commit within 200 ms; lost with the process, the reply is taken up once more.</summary>
    /// <param name="turnId">The turn.</param>
    /// <param name="delivery">How far it came.</param>
    /// <param name="sentId">The id that the channel gave to it.</param>
    public void Mark(long turnId, Delivery delivery, string? sentId = null)
    {
        _unmarked[turnId] = new(delivery, sentId is { Length: > 0 and <= 1_000 } ? sentId : null);
        if (Interlocked.Exchange(ref _markScheduled, 1) == 0)
        {
            _ = WriteMarksAsync();
        }
    }

    /// <summary>Replies that a process left unsent: at most ten minutes old, and older than <paramref name="youngest"/>.</summary>
    public IReadOnlyList<TurnRecord> Unsent(DateTime now, TimeSpan youngest)
    {
        using var connection = database.OpenConnection();
        using var rows = connection.Query(
            null,
            """
            SELECT "Id", "Channel", "ConversationId", "ActivityId", "PersonId", "At", "Route", "Text", "Reply" FROM "Turns"
            WHERE "Delivery" = 1 AND "At" > @0 AND "At" <= @1 ORDER BY "Id"
            """,
            now - TimeSpan.FromMinutes(10), now - youngest);
        var unsent = new List<TurnRecord>();
        while (rows.Read())
        {
            if (!_unmarked.ContainsKey(rows.GetInt64(0)))
            {
                unsent.Add(new()
                {
                    Id = rows.GetInt64(0),
                    Channel = rows.GetString(1),
                    ConversationId = rows.GetString(2),
                    ActivityId = rows.GetString(3),
                    PersonId = rows.GetString(4),
                    At = DateTime.SpecifyKind(rows.GetDateTime(5), DateTimeKind.Utc),
                    Route = rows.GetString(6),
                    Text = rows.GetString(7),
                    Reply = rows.GetString(8),
                    Delivery = Delivery.Pending,
                });
            }
        }

        return unsent;
    }

    /// <summary>Takes an unsent reply up; false where another process has it. Saved before the attempt, so that none is repeated twice.</summary>
    public Task<bool> TakeUpAsync(long turnId) => gate.WriteAsync((connection, transaction) => connection.Execute(
        transaction,
        "UPDATE \"Turns\" SET \"Delivery\" = @1 WHERE \"Id\" = @0 AND \"Delivery\" = @2",
        turnId, (int)Delivery.TakenUp, (int)Delivery.Pending) == 1);

    /// <summary>A reply that certainly did not leave, and may later: it is open again, to be taken up while it is under ten minutes old.</summary>
    public async Task ReleaseAsync(long turnId)
    {
        await gate.WriteAsync((connection, transaction) => connection.Execute(
            transaction,
            "UPDATE \"Turns\" SET \"Delivery\" = @1 WHERE \"Id\" = @0 AND \"Delivery\" IN (@1, @2)",
            turnId, (int)Delivery.Pending, (int)Delivery.TakenUp));
        _unmarked.TryRemove(turnId, out _);
    }

    /// <summary>Writes the marks that still wait: after an orderly stop no reply is taken for unsent.</summary>
    public void Dispose()
    {
        SaveMarksAsync().GetAwaiter().GetResult();
    }

    private async Task WriteMarksAsync()
    {
        // Marks of many turns ride together; nobody waits for them.
        await Task.Delay(MarkDelay);
        Volatile.Write(ref _markScheduled, 0);
        await SaveMarksAsync();
    }

    private async Task SaveMarksAsync()
    {
        var marks = _unmarked.Where(mark => mark.Value.Delivery != Delivery.Pending).ToArray();
        if (marks.Length == 0)
        {
            return;
        }

        try
        {
            await gate.WriteAsync((connection, transaction) =>
            {
                foreach (var (id, mark) in marks)
                {
                    connection.Execute(transaction, """UPDATE "Turns" SET "Delivery" = @1, "SentId" = COALESCE(@2, "SentId") WHERE "Id" = @0""", id, (int)mark.Delivery, mark.SentId);
                }

                return 0;
            });
            foreach (var mark in marks)
            {
                _unmarked.TryRemove(mark);
            }
        }
        catch (Exception failed) when (StoreFault.Is(failed) || failed is ObjectDisposedException)
        {
            // The marks stay in memory and ride on the next one; until then this process does not take the replies up again.
        }
    }

    private readonly record struct SentMark(Delivery Delivery, string? SentId);

    private sealed class TurnLost(CommitOutcome outcome) : Exception
    {
        public CommitOutcome Outcome => outcome;
    }
}
