using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels;

/// <summary>How long transcripts are kept. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// Days after the last message of a conversation until its transcript and state go. Default 30. At least 7: that long a
    /// repeated activity must be known.
    /// </summary>
    [Range(7, 3650, ErrorMessage = "Retention__Days must be a number of days from 7 to 3650.")]
    public int Days { get; set; } = 30;
}

/// <summary>Removes conversations whose last message is older than that, and links, codes and requests that have had their time. Questions to the office and addresses stay.</summary>
public sealed partial class Retention(WriteGate gate, IEnumerable<IDueItems> dueItems, IOptions<RetentionOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Retention> logger)
    : PeriodicService(TimeSpan.FromHours(6), lifetime, time, logger)
{
    /// <summary>Removes what is due, conversation by conversation, so that no transaction is long.</summary>
    /// <returns>How many conversations went.</returns>
    public async Task<int> RemoveAsync(CancellationToken cancellation)
    {
        var before = Time.GetUtcNow().UtcDateTime.AddDays(-options.Value.Days);
        var removed = 0;
        // A thumb may come after its conversation has gone.
        await gate.WriteAsync((connection, transaction) => FeedbackStore.ExpireLeft(before, connection, transaction), background: true);
        await gate.WriteAsync((connection, transaction) => Memberships.Expire(Time.GetUtcNow().UtcDateTime, connection, transaction), background: true);
        await gate.WriteAsync((connection, transaction) => AnnouncementStore.Expire(Time.GetUtcNow().UtcDateTime, connection, transaction), background: true);
        await gate.WriteAsync((connection, transaction) => DataRequests.Expire(Time.GetUtcNow().UtcDateTime, connection, transaction), background: true);
        foreach (var due in dueItems)
        {
            await gate.WriteAsync((connection, transaction) => due.Expire(Time.GetUtcNow().UtcDateTime, connection, transaction), background: true);
        }

        while (!cancellation.IsCancellationRequested && await gate.WriteAsync((connection, transaction) => RemoveOne(before, connection, transaction), background: true))
        {
            removed++;
        }

        return removed;
    }

    /// <inheritdoc/>
    protected override async Task RunOnceAsync(CancellationToken cancellation)
    {
        if (await RemoveAsync(cancellation) is > 0 and var removed)
        {
            Removed(logger, removed);
        }
    }

    private static bool RemoveOne(DateTime before, DbConnection connection, DbTransaction transaction)
    {
        string channel, conversation;
        using (var due = connection.Query(
            transaction,
            """
            SELECT "Channel", "ConversationId" FROM "ConversationStates" GROUP BY "Channel", "ConversationId" HAVING MAX("UpdatedAt") < @0
            UNION ALL SELECT 'webchat', "Id" FROM "DirectLineConversations" WHERE "LastAt" < @0 LIMIT 1
            """,
            before))
        {
            if (!due.Read())
            {
                return false;
            }

            (channel, conversation) = (due.GetString(0), due.GetString(1));
        }

        FeedbackStore.Expire(channel, conversation, connection, transaction);
        foreach (var table in (ReadOnlySpan<string>)["Turns", "ConversationStates"])
        {
            connection.Execute(transaction, $"""DELETE FROM "{table}" WHERE "Channel" = @0 AND "ConversationId" = @1""", channel, conversation);
        }

        if (channel == "webchat")
        {
            connection.Execute(transaction, """DELETE FROM "DirectLineActivities" WHERE "ConversationId" = @0""", conversation);
            connection.Execute(transaction, """DELETE FROM "DirectLineConversations" WHERE "Id" = @0""", conversation);
        }

        return true;
    }

    [LoggerMessage(60, LogLevel.Information, "Removed {Count} conversations past their time")]
    private static partial void Removed(ILogger logger, int count);
}
