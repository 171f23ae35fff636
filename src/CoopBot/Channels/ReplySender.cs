using System.Text.Json;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.People;

namespace CoopBot.Channels;

/// <summary>
/// Sends replies that are saved, and notes what became of each. What the channel did not take now stays open and is taken up within
/// ten minutes; what may have arrived is not repeated, since posting has no idempotency key (fault 61); a conversation that is gone
/// retires its address (fault 59).
/// </summary>
public sealed class ReplySender(ConnectorClient connector, TurnLog log, AddressBook addresses, TimeProvider time)
{
    /// <summary>What is left of the 15 s after which a channel sends again, where the turn's own time is over.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    /// <summary>Answers within the turn; <paramref name="streamId"/> is the waiting line that the answer takes the place of.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been; that is noted.</exception>
    public async Task AnswerAsync(ITurnContext turnContext, SavedTurn saved, string? streamId, CancellationToken cancellation)
    {
        using var lastWord = new CancellationTokenSource();
        if (cancellation.IsCancellationRequested)
        {
            lastWord.CancelAfter(LastWord);
            cancellation = lastWord.Token;
        }

        var incoming = turnContext.Activity;
        Activity Dressed() => ReplyActivity.Render(saved.Reply, ReplyTarget.Of(incoming, time.GetUtcNow().UtcDateTime));
        await NoteAsync(saved.TurnId, incoming.ChannelId ?? "", incoming.Conversation?.Id ?? "", async () =>
        {
            try
            {
                // Replies in the HTTP answer have an id of this turn only.
                var sent = await turnContext.SendActivityAsync(Dressed().TakePlace(streamId), cancellation);
                return incoming.DeliveryMode == DeliveryModes.ExpectReplies ? null : streamId ?? sent.Id;
            }
            catch (ConnectorException refused) when (streamId is not null && refused is { IsUncertain: false, IsTransient: false, IsGone: false })
            {
                return (await turnContext.SendActivityAsync(Dressed(), cancellation)).Id;
            }
        });
    }

    /// <summary>Sends what an earlier turn left open.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been; that is noted.</exception>
    public Task SendAsync(TurnRecord turn, Address address, CancellationToken cancellation)
    {
        var activity = ReplyActivity.Render(JsonSerializer.Deserialize(turn.Reply, ConversationJson.Default.Reply)!, ReplyTarget.Of(turn.Channel, address.Kind, turn.At));
        // A welcome answers no activity that the channel knows.
        var replyToId = turn.ActivityId == Turn.WelcomeId ? null : turn.ActivityId;
        return NoteAsync(turn.Id, turn.Channel, turn.ConversationId, async () => (await connector.SendAsync(address.Reference(turn.ConversationId), activity, replyToId, cancellation)).Id);
    }

    private async Task NoteAsync(long turnId, string channel, string conversation, Func<Task<string?>> send)
    {
        try
        {
            var sentId = await send();
            Mark(turnId, Delivery.Sent, sentId);
        }
        catch (Exception bug) when (bug is not ConnectorException)
        {
            // Nobody knows how far it came; said once too seldom is better than hidden from whoever takes replies up.
            Mark(turnId, Delivery.Uncertain, null);
            throw;
        }
        catch (ConnectorException failed)
        {
            if (failed.IsTransient && turnId != 0)
            {
                await log.ReleaseAsync(turnId);
            }
            else
            {
                Mark(turnId, failed.IsUncertain ? Delivery.Uncertain : Delivery.Refused, null);
            }

            if (failed is { IsGone: true, Code: not ("ActivityNotFoundInConversation" or "ActivityNotFound") })
            {
                await addresses.RetireAsync(channel, conversation, time.GetUtcNow().UtcDateTime);
            }

            throw;
        }
    }

    private void Mark(long turnId, Delivery delivery, string? sentId)
    {
        if (turnId != 0)
        {
            log.Mark(turnId, delivery, sentId);
        }
    }
}
