using System.Data.Common;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Capabilities.Feedback;
using CoopBot.Conversation;
using CoopBot.People;

namespace CoopBot.Channels;

/// <summary>Activity → turn, reply → activity. The only place that knows both.</summary>
public sealed partial class CoopBotHandler(
    ChatService chat, TurnLog log, AddressBook addresses, DirectLineLog directLine, DirectLineSignals signals, InboundGate gate, FeedbackStore feedback, TimeProvider time,
    ILogger<CoopBotHandler> logger) : ActivityHandler
{
    /// <inheritdoc/>
    protected override Task OnMessageActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        RunAsync(turnContext, IncomingTurn.Message(turnContext.Activity, Now), cancellationToken);

    /// <summary>The bot came into a conversation, or a person into the bot's: one welcome, however often and in whatever order a channel says so.</summary>
    protected override Task OnMembersAddedAsync(IReadOnlyList<ChannelAccount> membersAdded, ITurnContext turnContext, CancellationToken cancellationToken) =>
        WelcomeAsync(turnContext, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnInstallationUpdateAddAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        WelcomeAsync(turnContext, cancellationToken);

    /// <inheritdoc/>
    protected override Task OnInstallationUpdateRemoveAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        RetireAsync(turnContext.Activity);

    /// <inheritdoc/>
    protected override Task OnMembersRemovedAsync(IReadOnlyList<ChannelAccount> membersRemoved, ITurnContext turnContext, CancellationToken cancellationToken) =>
        membersRemoved.Any(member => member.Id == turnContext.Activity.Recipient?.Id) ? RetireAsync(turnContext.Activity) : Task.CompletedTask;

    /// <summary>What Teams asks and wants answered in the HTTP response. Our own Direct Line has no such thing.</summary>
    protected override async Task<InvokeResponse?> OnInvokeActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => turnContext switch
    {
        { FromDirectLine: true } => null,
        { Activity.Name: CardAnswer.InvokeName } => await PressAsync(turnContext, cancellationToken),
        { Activity.Name: FeedbackInvoke.InvokeName } when FeedbackInvoke.IsFeedback(turnContext.Activity.Value) => await RateAsync(turnContext.Activity),
        _ => null,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task WelcomeAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var welcome = IncomingTurn.Welcome(turnContext.Activity, Now);
        if (!await RunAsync(turnContext, welcome, cancellationToken) && !turnContext.FromDirectLine)
        {
            // Greeted before: silence, but the bot is there and can be reached.
            await addresses.ReviveAsync(welcome.Key.Channel, welcome.Key.Conversation, welcome.Now);
        }
    }

    /// <summary>Runs a turn and sends its reply; false is silence.</summary>
    private async Task<bool> RunAsync(ITurnContext turnContext, Turn turn, CancellationToken cancellationToken)
    {
        var isDirectLine = turnContext.FromDirectLine;
        if (await SaveAsync(turnContext, turn, _ => isDirectLine ? Delivery.None : Delivery.Pending, cancellationToken) is not { } saved)
        {
            return false;
        }

        if (isDirectLine)
        {
            signals.Notify(turn.Key.Conversation);
            return true;
        }

        await DeliverAsync(turnContext, saved, cancellationToken);
        return true;
    }

    /// <summary>The turn, saved; null is silence. Elsewhere than in the web chat a person is told where nothing could be saved.</summary>
    private async Task<SavedTurn?> SaveAsync(ITurnContext turnContext, Turn turn, Func<Reply, Delivery> delivery, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        var isDirectLine = turnContext.FromDirectLine;
        try
        {
            return await chat.RunAsync(
                turn,
                delivery,
                isDirectLine ? (_, reply, connection, transaction) => LogReply(activity, reply, connection, transaction) : (_, _, connection, transaction) => addresses.Write(AddressOf(activity, turn), connection, transaction),
                cancellationToken);
        }
        catch (DbException unsaved) when (!isDirectLine)
        {
            addresses.Forget(turn.Key.Channel, turn.Key.Conversation);
            var reference = ChatService.Reference();
            NotSaved(logger, unsaved, reference);
            return new(0, new(Apology.NotSaved.In(turn.Language).Replace("{ref}", reference, StringComparison.Ordinal)) { Language = turn.Language });
        }
    }

    /// <summary>A card's button in Teams: the turn that typing its sentence would be, answered in place where the reply is a card.</summary>
    private async Task<InvokeResponse> PressAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        var target = ReplyTarget.Of(activity, Now);
        var press = CardInput.OfExecute(activity.Value, target.Day);
        if (press.Kind == PressKind.Malformed)
        {
            return CardAnswer.Malformed();
        }

        var turn = IncomingTurn.Press(activity, press, Now);
        var isAnsweredHere = activity.DeliveryMode == DeliveryModes.ExpectReplies;
        var saved = await SaveAsync(turnContext, turn, reply => isAnsweredHere || ReplyCards.Has(reply) ? Delivery.None : Delivery.Pending, cancellationToken);
        if (saved is not { } ready)
        {
            // Sent again because the first answer was late or lost: the same answer, and nothing done twice (fault 27).
            return CardAnswer.Of(log.ReplyTo(turn.Key, turn.ActivityId), target);
        }

        if (isAnsweredHere || ready.TurnId == 0)
        {
            return CardAnswer.Whole(ready.Reply, target);
        }

        try
        {
            if (!ReplyCards.Has(ready.Reply))
            {
                await DeliverAsync(turnContext, ready, cancellationToken);
            }

            return CardAnswer.Of(ready.Reply, target);
        }
        catch (ConnectorException failed)
        {
            // A message that was refused still has this way to the person.
            return failed.IsUncertain ? CardAnswer.Of(ready.Reply, target) : CardAnswer.Whole(ready.Reply, target);
        }
    }

    /// <summary>A thumb on an answer: kept, and nothing said.</summary>
    private async Task<InvokeResponse> RateAsync(Activity activity)
    {
        if (FeedbackInvoke.Read(activity.Value) is not { } thumb)
        {
            return FeedbackInvoke.Malformed;
        }

        var turn = IncomingTurn.Press(activity, CardPress.None, Now);
        await feedback.SaveAsync(turn.Key, turn.ActivityId, turn.Now, thumb, activity.ReplyToId);
        return FeedbackInvoke.Taken;
    }

    /// <summary>Sends what is saved, and marks it. A timeout leaves it uncertain and is not repeated: posting has no idempotency key.</summary>
    private async Task DeliverAsync(ITurnContext turnContext, SavedTurn saved, CancellationToken cancellationToken)
    {
        try
        {
            var sent = await turnContext.SendActivityAsync(ReplyActivity.Render(saved.Reply, ReplyTarget.Of(turnContext.Activity, Now)), cancellationToken);
            // Replies in the HTTP answer have an id of this turn only.
            Mark(saved, Delivery.Sent, turnContext.Activity.DeliveryMode == DeliveryModes.ExpectReplies ? null : sent.Id);
        }
        catch (ConnectorException failed)
        {
            Mark(saved, failed.IsUncertain ? Delivery.Uncertain : Delivery.Refused);
            throw;
        }
    }

    private void Mark(SavedTurn saved, Delivery delivery, string? sentId = null)
    {
        if (saved.TurnId != 0)
        {
            log.Mark(saved.TurnId, delivery, sentId);
        }
    }

    private void LogReply(Activity incoming, Reply reply, DbConnection connection, DbTransaction transaction)
    {
        var rendered = ReplyActivity.Render(reply, ReplyTarget.WebChat(Now));
        ConversationReference.Of(incoming).ApplyTo(rendered, incoming.Type == ActivityTypes.Message ? incoming.Id : null);
        directLine.AppendReplies(incoming.Conversation!.Id!, incoming.Id, [rendered], connection, transaction);
    }

    private Task RetireAsync(Activity activity)
    {
        var address = AddressOf(activity, IncomingTurn.Welcome(activity, Now), retired: true);
        return addresses.RetireAsync(address, (connection, transaction) => TurnLog.EndWelcome(address.Channel, address.ConversationId, connection, transaction));
    }

    private Address AddressOf(Activity activity, Turn turn, bool retired = false) => new()
    {
        Channel = turn.Key.Channel,
        ConversationId = turn.Key.Conversation,
        PersonId = turn.Key.Person,
        UserId = activity.From?.Id ?? "",
        BotId = activity.Recipient?.Id ?? "",
        ServiceUrl = activity.ServiceUrl ?? "",
        TenantId = activity.Conversation?.TenantId,
        Kind = activity.Conversation?.ConversationType ?? "",
        Anonymous = gate.MayBeAnonymous,
        RetiredAt = retired ? turn.Now : null,
        UpdatedAt = turn.Now,
    };

    [LoggerMessage(30, LogLevel.Error, "A turn could not be saved; the person was given reference {Reference}")]
    private static partial void NotSaved(ILogger logger, Exception unsaved, string reference);
}
