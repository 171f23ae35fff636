using System.Net;
using System.Text.Json;
using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>Changes messages that many have, or takes them back. One try at a time, as in sending; done twice it does no harm.</summary>
public sealed class BroadcastEdits(AddressBook addresses, ConnectorClient connector, WriteGate gate, TimeProvider time)
{
    /// <summary>Makes the change.</summary>
    /// <returns>What came of it; null where the words are to be said as a message, after it or in its place.</returns>
    public async Task<BroadcastResult?> MakeAsync(BroadcastItem item, BroadcastEdit edit)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(edit);
        if (item.Channel == DirectLineTurns.ChannelId)
        {
            await gate.WriteAsync((connection, transaction) => edit.Messages.Count(message => Rewrite(message, edit.Reply, time.GetUtcNow().UtcDateTime, connection, transaction)), background: true);
            return null;
        }

        if (await addresses.FindAsync(item.Channel, item.PersonId, CancellationToken.None) is not { } address)
        {
            return new(item, BroadcastOutcome.NoConversation);
        }

        SentMessage? made = null;
        foreach (var message in edit.Messages)
        {
            try
            {
                await MakeAsync(item, address.Reference(message.ConversationId), message.Id, edit.Reply, address.Kind);
                made = message;
            }
            catch (ConnectorException failed) when (edit.Reply is null && failed.Status == HttpStatusCode.NotFound && item.Tries + item.Doubts > 0)
            {
                // Taken back by the try before, whose answer did not come.
                made = message;
            }
            catch (ConnectorException failed) when (Outcome(failed) is not (BroadcastOutcome.Gone or BroadcastOutcome.Refused))
            {
                return new(item, Outcome(failed)) { RetryAfter = failed.RetryAfter, Status = (int?)failed.Status, ConversationId = message.ConversationId, SentId = message.Id };
            }
            catch (ConnectorException)
            {
                // This one cannot be changed: too old, deleted, or not in this client.
            }
        }

        return made is null || !edit.IsAll ? null : new(item, BroadcastOutcome.Sent) { ConversationId = made.ConversationId, SentId = edit.Reply is null ? null : made.Id };
    }

    /// <summary>What a channel's refusal means for the row.</summary>
    internal static BroadcastOutcome Outcome(ConnectorException failed) =>
        failed.IsThrottled ? BroadcastOutcome.Throttled
        : failed.IsTransient ? BroadcastOutcome.NotNow
        : failed.IsUncertain ? BroadcastOutcome.Unknown
        : failed.IsGone ? BroadcastOutcome.Gone
        : failed.Status == HttpStatusCode.Unauthorized ? BroadcastOutcome.NotAllowed
        : BroadcastOutcome.Refused;

    private async Task MakeAsync(BroadcastItem item, ConversationReference reference, string id, Reply? reply, string kind)
    {
        if (reply is null)
        {
            await connector.DeleteOnceAsync(reference, id, CancellationToken.None);
        }
        else
        {
            await connector.UpdateOnceAsync(reference, id, ReplyActivity.Render(reply, ReplyTarget.Of(item.Channel, kind, time.GetUtcNow().UtcDateTime)), CancellationToken.None);
        }
    }

    /// <summary>The web chat's log: a page that is opened again shows the line in place of what it stood for. An open page has what it has.</summary>
    private static bool Rewrite(SentMessage message, Reply? reply, DateTime now, System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction)
    {
        if (DirectLineLog.SequenceOf(message.ConversationId, message.Id) is not { } sequence || reply is null
            || connection.Scalar(transaction, """SELECT "Json" FROM "DirectLineActivities" WHERE "ConversationId" = @0 AND "Sequence" = @1""", message.ConversationId, sequence) is not string json)
        {
            return false;
        }

        var activity = JsonSerializer.Deserialize(json, ActivityJson.Wire.Activity)!;
        var line = ReplyActivity.Render(reply, ReplyTarget.WebChat(now));
        (activity.Text, activity.TextFormat, activity.Attachments, activity.SuggestedActions, activity.EntityList) = (line.Text, line.TextFormat, line.Attachments, line.SuggestedActions, line.EntityList);
        return connection.Execute(
            transaction, """UPDATE "DirectLineActivities" SET "Json" = @2 WHERE "ConversationId" = @0 AND "Sequence" = @1""",
            message.ConversationId, sequence, JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity)) > 0;
    }
}
