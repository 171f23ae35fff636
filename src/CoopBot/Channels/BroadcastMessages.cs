using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>Says to one of many what all are told. One try; what came of it is the answer.</summary>
public sealed class BroadcastMessages(IBroadcasts broadcasts, WriteGate gate, DirectLineLog directLine, DirectLineSignals signals, AddressBook addresses, ConnectorClient connector, TimeProvider time)
{
    /// <summary>A visitor of the web chat who said something that lately is there.</summary>
    private static readonly TimeSpan HereFor = TimeSpan.FromMinutes(10);

    private readonly ConditionalWeakTable<Reply, RenderedFor> _rendered = [];

    /// <summary>Says it where the person is talked to.</summary>
    public Task<BroadcastResult> SayAsync(BroadcastItem item, Reply reply)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(reply);
        return item.Channel == DirectLineTurns.ChannelId ? ShowAsync(item, reply) : PostAsync(item, reply);
    }

    private async Task<BroadcastResult> PostAsync(BroadcastItem item, Reply reply)
    {
        if (await addresses.FindAsync(item.Channel, item.PersonId, CancellationToken.None) is not { } address)
        {
            return new(item, BroadcastOutcome.NoConversation);
        }

        try
        {
            var sent = await connector.SendOnceAsync(address.Reference(), Render(reply, item.Channel, address.Kind), CancellationToken.None);
            return new(item, BroadcastOutcome.Sent) { ConversationId = address.ConversationId, SentId = sent.Id };
        }
        catch (ConnectorException failed)
        {
            if (failed.IsGone)
            {
                await addresses.RetireAsync(item.Channel, address.ConversationId, time.GetUtcNow().UtcDateTime);
            }

            return new(item, BroadcastEdits.Outcome(failed)) { RetryAfter = failed.RetryAfter, Status = (int?)failed.Status, ConversationId = address.ConversationId };
        }
    }

    /// <summary>The web chat: a row of its log, in one transaction with the note that it is there, once the visitor is there to read it.</summary>
    private async Task<BroadcastResult> ShowAsync(BroadcastItem item, Reply reply)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var conversation = await gate.WriteAsync(
            (connection, transaction) =>
            {
                string id;
                using (var row = connection.Query(transaction, """SELECT "Id", "LastAt" FROM "DirectLineConversations" WHERE "UserId" = @0 ORDER BY "LastAt" DESC LIMIT 1""", item.PersonId))
                {
                    if (!row.Read())
                    {
                        return null;
                    }

                    id = row.GetString(0);
                    if (!item.IsBack && now - DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc) > HereFor && !signals.IsWatched(id))
                    {
                        return "";
                    }
                }

                // The row that it becomes: what is corrected later is found by it.
                var activityId = Ids.OfActivity(id, DirectLineLog.LastOf(id, connection, transaction) + 1);
                if (broadcasts.Note([new(item, BroadcastOutcome.Sent) { ConversationId = id, SentId = activityId }], connection, transaction).Count > 0)
                {
                    var activity = ReplyActivity.Render(reply, ReplyTarget.WebChat(now));
                    activity.From = DirectLineTurns.Bot;
                    directLine.AppendReplies(id, null, [activity], connection, transaction);
                }

                return id;
            },
            background: true);
        if (conversation is { Length: > 0 })
        {
            signals.Notify(conversation);
        }

        // Noted already where it is there; noting it once more finds nothing to do.
        return new(item, conversation is null ? BroadcastOutcome.NoConversation : conversation.Length == 0 ? BroadcastOutcome.Away : BroadcastOutcome.Sent);
    }

    /// <summary>The activity for one kind of channel, rendered once for all who get the same.</summary>
    private Activity Render(Reply reply, string channel, string kind)
    {
        var target = ReplyTarget.Of(channel, kind, time.GetUtcNow().UtcDateTime);
        var rendered = _rendered.GetValue(reply, static _ => new());
        return rendered.For.GetOrAdd(target, static (to, what) => ReplyActivity.Render(what, to), reply).Copy();
    }

    private sealed class RenderedFor
    {
        public ConcurrentDictionary<ReplyTarget, Activity> For { get; } = new();
    }
}
