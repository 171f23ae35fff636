using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>
/// Says what has fallen due, each minute, to the personal chat last used. In the web chat the message and the note that it is there
/// are one transaction: once. Elsewhere a kill between the two lets it be sent again once its lease is over; what the channel
/// may have taken without an answer is not repeated (fault 61).
/// </summary>
public sealed partial class DueSender(
    IEnumerable<IDueItems> sources, WriteGate gate, DirectLineLog directLine, AddressBook addresses, ConnectorClient connector, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<DueSender> logger) : PeriodicService(TimeSpan.FromMinutes(1), lifetime, time, logger)
{
    /// <summary>Everything that is due now.</summary>
    /// <returns>How many messages are there.</returns>
    public async Task<int> SendAsync(CancellationToken cancellation)
    {
        var sent = 0;
        foreach (var source in sources)
        {
            await source.PrepareAsync(cancellation);
            while (await source.TakeAsync(cancellation) is { } item)
            {
                sent += await SendAsync(source, item, cancellation) == DueOutcome.Sent ? 1 : 0;
            }
        }

        return sent;
    }

    /// <inheritdoc/>
    protected override async Task RunOnceAsync(CancellationToken cancellation)
    {
        if (await SendAsync(cancellation) is > 0 and var sent)
        {
            Sent(logger, sent);
        }
    }

    private async Task<DueOutcome> SendAsync(IDueItems source, DueItem item, CancellationToken cancellation)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        if (item.Channel == DirectLineTurns.ChannelId)
        {
            return await gate.WriteAsync(
                (connection, transaction) =>
                {
                    var conversation = connection.Scalar(transaction, """SELECT "Id" FROM "DirectLineConversations" WHERE "UserId" = @0 ORDER BY "LastAt" DESC LIMIT 1""", item.PersonId) as string;
                    var outcome = conversation is null ? DueOutcome.Unreachable : DueOutcome.Sent;
                    if (source.Note(item, outcome, connection, transaction) && conversation is not null)
                    {
                        var activity = ReplyActivity.Render(item.Reply, ReplyTarget.WebChat(now));
                        activity.From = DirectLineTurns.Bot;
                        directLine.AppendReplies(conversation, null, [activity], connection, transaction);
                    }

                    return outcome;
                },
                background: true);
        }

        var sent = await PostAsync(item, now, cancellation);
        await gate.WriteAsync((connection, transaction) => source.Note(item, sent, connection, transaction), background: true);
        return sent;
    }

    private async Task<DueOutcome> PostAsync(DueItem item, DateTime now, CancellationToken cancellation)
    {
        var address = await addresses.FindAsync(item.Channel, item.PersonId, cancellation);
        if (address is null)
        {
            return DueOutcome.Unreachable;
        }

        try
        {
            await connector.SendAsync(address.Reference(), ReplyActivity.Render(item.Reply, ReplyTarget.Of(item.Channel, address.Kind, now)), null, cancellation);
            return DueOutcome.Sent;
        }
        catch (ConnectorException failed)
        {
            if (failed.IsGone)
            {
                await addresses.RetireAsync(item.Channel, address.ConversationId, now);
            }

            return failed.IsTransient ? DueOutcome.Later : failed.IsUncertain ? DueOutcome.Uncertain : DueOutcome.Unreachable;
        }
    }

    [LoggerMessage(110, LogLevel.Information, "Reminded {Count} people of what is due")]
    private static partial void Sent(ILogger logger, int count);
}
