using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Channels;

/// <summary>A web chat conversation.</summary>
public sealed class DirectLineConversation
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>When something was last said, UTC; the transcript goes a set time after that.</summary>
    public DateTime LastAt { get; init; }
}

/// <summary>One activity of a web chat conversation, as clients get it.</summary>
public sealed class DirectLineActivity
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Its place, from 1: the watermark.</summary>
    public long Sequence { get; init; }

    /// <summary>When, UTC; strictly growing within a conversation, since clients order by it.</summary>
    public DateTime At { get; init; }

    /// <summary>The client's own id of what a person said; once per conversation.</summary>
    public string? ClientActivityId { get; init; }

    /// <summary>Said by the person and not known to have had its turn.</summary>
    public bool AwaitsTurn { get; init; }

    /// <summary>The activity, masked and stamped.</summary>
    public required string Json { get; init; }
}

/// <summary>The web chat's conversations in the store.</summary>
public sealed partial class DirectLineLog(Database database, WriteGate gate, MessageLimits limits, IBroadcasts broadcasts, TimeProvider time) : IDirectLineLog
{
    private const string Insert = """
        INSERT INTO "DirectLineActivities" ("ConversationId", "Sequence", "At", "ClientActivityId", "AwaitsTurn", "Json") VALUES (@0, @1, @2, @3, @4, @5)
        """;

    /// <inheritdoc/>
    public async Task<string?> FindConversationAsync(string userId, CancellationToken cancellation)
    {
        await broadcasts.CameBackAsync(userId);
        await using var db = database.CreateDbContext();
        return await db.DirectLineConversations.Where(conversation => conversation.UserId == userId)
            .OrderByDescending(conversation => conversation.LastAt).Select(conversation => conversation.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> OpenAsync(string conversationId, string userId, CancellationToken cancellation) =>
        gate.WriteAsync((connection, transaction) => connection.Execute(
            transaction,
            """INSERT INTO "DirectLineConversations" ("Id", "UserId", "LastAt") VALUES (@0, @1, @2) ON CONFLICT DO NOTHING""",
            conversationId, userId, Now) == 1);

    /// <inheritdoc/>
    public Task<string?> OwnerAsync(string conversationId, CancellationToken cancellation) => database.ReadAsync(
        async connection => await connection.ScalarAsync(cancellation, """SELECT "UserId" FROM "DirectLineConversations" WHERE "Id" = @0""", conversationId) as string, cancellation);

    /// <inheritdoc/>
    public Task<DirectLineReceipt> AppendAsync(string conversationId, string? clientActivityId, Activity activity, CancellationToken cancellation) =>
        gate.WriteAsync((connection, transaction) =>
        {
            // The client's own words, echoed to it; a personal number has no place in them either.
            clientActivityId = clientActivityId is null ? null : SixteenDigits().Replace(clientActivityId, "x");
            if (clientActivityId is not null && connection.Scalar(
                transaction,
                """SELECT "Json" FROM "DirectLineActivities" WHERE "ConversationId" = @0 AND "ClientActivityId" = @1""",
                conversationId, clientActivityId) is string earlier)
            {
                return new DirectLineReceipt(JsonSerializer.Deserialize(earlier, ActivityJson.Wire.Activity)!, IsNew: false);
            }

            return new DirectLineReceipt(Append(conversationId, clientActivityId, activity, connection, transaction), IsNew: true);
        });

    /// <inheritdoc/>
    public bool MaySay(string userId) => !limits.IsWaiting(DirectLineTurns.ChannelId, userId);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DirectLineRecord>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<DirectLineRecord>>(
        async connection =>
        {
            await using var rows = await connection.QueryAsync(
                cancellation,
                """SELECT "Sequence", "Json" FROM "DirectLineActivities" WHERE "ConversationId" = @0 AND "Sequence" > @1 ORDER BY "Sequence" LIMIT @2""",
                conversationId, after, limit);
            var records = new List<DirectLineRecord>();
            while (await rows.ReadAsync(cancellation))
            {
                records.Add(new(rows.GetInt64(0), rows.GetString(1)));
            }

            return records;
        },
        cancellation);

    /// <summary>Adds replies in the transaction that saves the turn they answer, and notes that its message has had its turn.</summary>
    public void AppendReplies(string conversationId, string? answers, IReadOnlyList<Activity> replies, DbConnection connection, DbTransaction transaction)
    {
        foreach (var reply in replies)
        {
            Append(conversationId, null, reply, connection, transaction);
        }

        if (SequenceOf(conversationId, answers) is { } sequence)
        {
            connection.Execute(transaction, """UPDATE "DirectLineActivities" SET "AwaitsTurn" = FALSE WHERE "ConversationId" = @0 AND "Sequence" = @1""", conversationId, sequence);
        }
    }

    /// <summary>Removes what was said before the activity that is being answered; what still awaits its turn stays.</summary>
    public static void Clear(string conversationId, string? answers, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """DELETE FROM "DirectLineActivities" WHERE "ConversationId" = @0 AND "Sequence" < @1 AND NOT "AwaitsTurn" """,
        conversationId, SequenceOf(conversationId, answers) ?? long.MaxValue);

    /// <summary>How far a conversation has come; 0 where nothing was said or all of it is deleted.</summary>
    public static long LastOf(string conversationId, DbConnection connection, DbTransaction transaction) =>
        (long)connection.Scalar(transaction, """SELECT COALESCE(MAX("Sequence"), 0) FROM "DirectLineActivities" WHERE "ConversationId" = @0""", conversationId)!;

    /// <summary>Begins a deleted conversation anew with one line of the bot's, which clients that had read up to <paramref name="after"/> get as well.</summary>
    public void BeginAnew(string conversationId, string userId, long after, Activity activity, DbConnection connection, DbTransaction transaction)
    {
        connection.Execute(transaction, """INSERT INTO "DirectLineConversations" ("Id", "UserId", "LastAt") VALUES (@0, @1, @2) ON CONFLICT DO NOTHING""", conversationId, userId, Now);
        Append(conversationId, null, activity, connection, transaction, after);
    }

    /// <summary>What people said in the last ten minutes, and before <paramref name="youngest"/>, that a process left without a turn.</summary>
    public IReadOnlyList<DirectLineActivity> AwaitingTurn(TimeSpan youngest)
    {
        using var connection = database.OpenConnection();
        using var rows = connection.Query(
            null,
            """SELECT "ConversationId", "Sequence", "Json" FROM "DirectLineActivities" WHERE "AwaitsTurn" AND "At" > @0 AND "At" <= @1 ORDER BY "At" """,
            Now - TimeSpan.FromMinutes(10), Now - youngest);
        var waiting = new List<DirectLineActivity>();
        while (rows.Read())
        {
            waiting.Add(new() { ConversationId = rows.GetString(0), Sequence = rows.GetInt64(1), Json = rows.GetString(2), AwaitsTurn = true });
        }

        return waiting;
    }

    /// <summary>Takes such a message up; false where another process has it. Saved before the attempt: none is taken up twice.</summary>
    public Task<bool> TakeUpAsync(DirectLineActivity activity) => gate.WriteAsync((connection, transaction) => connection.Execute(
        transaction,
        """UPDATE "DirectLineActivities" SET "AwaitsTurn" = FALSE WHERE "ConversationId" = @0 AND "Sequence" = @1 AND "AwaitsTurn" """,
        activity.ConversationId, activity.Sequence) == 1);

    internal static long? SequenceOf(string conversationId, string? activityId) =>
        activityId is not null && activityId.StartsWith(conversationId + "|", StringComparison.Ordinal) && Watermark.TryParse(activityId[(conversationId.Length + 1)..], out var sequence) ? sequence : null;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Activity Append(string conversationId, string? clientActivityId, Activity activity, DbConnection connection, DbTransaction transaction, long after = 0)
    {
        var sequence = after + 1;
        var at = Now;
        using (var last = connection.Query(
            transaction, """SELECT "Sequence", "At" FROM "DirectLineActivities" WHERE "ConversationId" = @0 ORDER BY "Sequence" DESC LIMIT 1""", conversationId))
        {
            if (last.Read())
            {
                sequence = Math.Max(last.GetInt64(0), after) + 1;
                // Whole milliseconds: that is what clients compare.
                var next = DateTime.SpecifyKind(last.GetDateTime(1), DateTimeKind.Utc).AddMilliseconds(1);
                at = next > at ? next : at;
            }
        }

        var stored = Stamp(activity, conversationId, clientActivityId, sequence, at);
        connection.Execute(
            transaction, Insert, conversationId, sequence, at, clientActivityId, stored.From?.Role == "user", JsonSerializer.Serialize(stored, ActivityJson.Wire.Activity));
        connection.Execute(transaction, """UPDATE "DirectLineConversations" SET "LastAt" = @1 WHERE "Id" = @0""", conversationId, at);
        return stored;
    }

    /// <summary>What is stored and shown: only fields we know, the text and a card's values cleaned and masked.</summary>
    private static Activity Stamp(Activity activity, string conversationId, string? clientActivityId, long sequence, DateTime at)
    {
        var fromPerson = activity.From?.Role == "user";
        return new()
        {
            Type = activity.Type,
            Id = Ids.OfActivity(conversationId, sequence),
            Timestamp = at,
            ChannelId = DirectLineTurns.ChannelId,
            From = activity.From,
            Conversation = new() { Id = conversationId },
            Recipient = fromPerson ? activity.Recipient : null,
            ReplyToId = fromPerson ? null : activity.ReplyToId,
            Text = fromPerson ? MessageText.Clean(activity.Text).Text : activity.Text,
            TextFormat = fromPerson ? "plain" : activity.TextFormat,
            Locale = activity.Locale is { } locale && Locale().IsMatch(locale) ? locale : null,
            Value = fromPerson ? CardInput.Masked(activity.Value) : null,
            Attachments = fromPerson ? CardInput.NamesOnly(activity.Attachments) : activity.Attachments,
            SuggestedActions = fromPerson ? null : activity.SuggestedActions,
            EntityList = fromPerson ? null : activity.EntityList,
            ChannelData = ChannelData(clientActivityId, at, fromPerson && activity.Value is not null && string.IsNullOrWhiteSpace(activity.Text), !fromPerson && BeginsAnew(activity)),
        };
    }

    private static bool BeginsAnew(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(ReplyActivity.BeginsAnew, out _);

    /// <summary>The client's own id, unchanged: else it takes the message for unsent. And a number that orders activities as the log does.</summary>
    private static JsonElement ChannelData(string? clientActivityId, DateTime at, bool postBack, bool beginsAnew)
    {
        var data = new Dictionary<string, object> { ["webchat:sequence-id"] = new DateTimeOffset(at).ToUnixTimeMilliseconds() };
        if (clientActivityId is not null)
        {
            data["clientActivityID"] = clientActivityId;
        }

        if (postBack)
        {
            data["postBack"] = true;
        }

        if (beginsAnew)
        {
            data[ReplyActivity.BeginsAnew] = true;
        }

        return JsonSerializer.SerializeToElement(data);
    }

    [GeneratedRegex(@"\d{16}")]
    private static partial Regex SixteenDigits();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z]{2,4}){0,2}$")]
    private static partial Regex Locale();
}

internal sealed class DirectLineConversationTable : IEntityTypeConfiguration<DirectLineConversation>
{
    public void Configure(EntityTypeBuilder<DirectLineConversation> table)
    {
        table.ToTable("DirectLineConversations");
        table.HasIndex(conversation => new { conversation.UserId, conversation.LastAt });
        table.HasIndex(conversation => conversation.LastAt);
        table.HoldsPersonalData(new(new("Obrolan web", "Web chats"))
        {
            OfPerson = """ @0 = 'webchat' AND "UserId" = @1 """,
            Purpose = new("Supaya obrolan di halaman web dapat dilanjutkan; pengenalnya kuki acak.", "So that the chat on the web page can go on; known by a random cookie."),
            Kept = new("{days} hari sesudah pesan terakhir.", "{days} days after the last message."),
            Copied = new Dictionary<string, string>
            {
                [nameof(DirectLineConversation.LastAt)] = "waktu",
                [nameof(DirectLineConversation.Id)] = "nomor obrolan",
                [nameof(DirectLineConversation.UserId)] = "nomor akun",
            },
            // Its activities are found through it; and an open page must find it until the end is said.
            Order = PersonalData.Last,
        });
    }
}

internal sealed class DirectLineActivityTable : IEntityTypeConfiguration<DirectLineActivity>
{
    public void Configure(EntityTypeBuilder<DirectLineActivity> table)
    {
        table.ToTable("DirectLineActivities");
        table.HasKey(activity => new { activity.ConversationId, activity.Sequence });
        table.HasIndex(activity => new { activity.ConversationId, activity.ClientActivityId }).IsUnique();
        table.HasIndex(activity => activity.At).HasFilter("\"AwaitsTurn\"");
        table.HoldsPersonalData(new(new("Tampilan obrolan web", "What the web chat shows"))
        {
            OfPerson = """ @0 = 'webchat' AND "ConversationId" IN (SELECT "Id" FROM "DirectLineConversations" WHERE "UserId" = @1) """,
            Purpose = new("Supaya obrolan tampil lagi saat halaman web dibuka.", "So that the chat shows again when the web page is opened."),
            Kept = new("{days} hari sesudah pesan terakhir.", "{days} days after the last message."),
            Copied = new Dictionary<string, string>
            {
                [nameof(DirectLineActivity.At)] = "waktu",
                [nameof(DirectLineActivity.ConversationId)] = "nomor obrolan",
                [nameof(DirectLineActivity.ClientActivityId)] = "nomor pesan",
                [nameof(DirectLineActivity.Json)] = "isi",
            },
            Nested = new HashSet<string> { nameof(DirectLineActivity.Json) },
            LeftOut = new Dictionary<string, string> { [nameof(DirectLineActivity.Sequence)] = "a place in the chat", [nameof(DirectLineActivity.AwaitsTurn)] = "whether it was answered" },
        });
    }
}
