using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>A card's button in Teams: the turn that typing its sentence would be, answered in place where the reply is a card.</summary>
public sealed class CardPresses(SavedTurns turns, ReplySender sender, TurnLog log, TimeProvider time)
{
    /// <summary>The answer to an Action.Execute.</summary>
    public async Task<InvokeResponse> AnswerAsync(ITurnContext turnContext, CancellationToken cancellation)
    {
        var activity = turnContext.Activity;
        var now = time.GetUtcNow().UtcDateTime;
        var target = ReplyTarget.Of(activity, now);
        var press = CardInput.OfExecute(activity.Value, target.Day);
        if (press.Kind == PressKind.Malformed)
        {
            return CardAnswer.Malformed();
        }

        var turn = IncomingTurn.Press(activity, press, now);
        // What was typed into a form that is too old stays where it is: the answer comes below it.
        bool TakesPlace(Reply reply) => press is not { Kind: PressKind.Expired, IsForm: true } && ReplyCards.Has(reply);
        InvokeResponse Of(Reply? reply) => CardAnswer.Of(reply, target, reply is not null && TakesPlace(reply));
        var isAnsweredHere = activity.DeliveryMode == DeliveryModes.ExpectReplies;
        var saved = await turns.SaveAsync(turnContext, turn, reply => isAnsweredHere || TakesPlace(reply) ? Delivery.None : Delivery.Pending, cancellation);
        if (saved is not { } ready)
        {
            // Sent again because the first answer was late or lost: the same answer, and nothing done twice (fault 27).
            return Of(await log.ReplyToAsync(turn.Key, turn.ActivityId, cancellation));
        }

        if (isAnsweredHere || ready.TurnId == 0)
        {
            return CardAnswer.Whole(ready.Reply, target);
        }

        try
        {
            if (!TakesPlace(ready.Reply))
            {
                await sender.AnswerAsync(turnContext, ready, null, cancellation);
            }

            return Of(ready.Reply);
        }
        catch (ConnectorException failed)
        {
            if (failed.IsUncertain)
            {
                return Of(ready.Reply);
            }

            // What the channel did not take as a message still has this way to the person, and is not sent later as well.
            log.Mark(ready.TurnId, Delivery.None);
            return CardAnswer.Whole(ready.Reply, target);
        }
    }
}
