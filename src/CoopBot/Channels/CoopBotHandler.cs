using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using CoopBot.People;

namespace CoopBot.Channels;

/// <summary>What a channel tells the bot: messages, arrivals, removals, buttons. Each becomes a turn, a change of address, or nothing.</summary>
public sealed class CoopBotHandler(
    SavedTurns turns, ReplySender sender, CardPresses presses, Thumbs thumbs, AddressBook addresses, DirectLineSignals signals, ReadReceipts receipts, TimeProvider time) : ActivityHandler
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
        { Activity.Name: CardAnswer.InvokeName } => await presses.AnswerAsync(turnContext, cancellationToken),
        { Activity.Name: FeedbackInvoke.InvokeName } when FeedbackInvoke.MayBeFeedback(turnContext.Activity.Value) => await thumbs.KeepAsync(turnContext.Activity),
        _ => null,
    };

    /// <summary>In a personal chat a look at it tells what one person has seen; in others it is nobody's in particular.</summary>
    protected override Task OnTeamsReadReceiptAsync(ReadReceiptInfo readReceiptInfo, ITurnContext turnContext, CancellationToken cancellationToken) =>
        !turnContext.FromDirectLine && IncomingTurn.IsPrivate(turnContext.Activity) && IncomingTurn.KeyOf(turnContext.Activity) is { Person.Length: > 0 } key
            ? receipts.NoteAsync(key, readReceiptInfo.IsMessageRead, Now, cancellationToken) : Task.CompletedTask;

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
        var answer = turns.SaveAsync(turnContext, turn, _ => isDirectLine ? Delivery.None : Delivery.Pending, cancellationToken);
        var (saved, streamId) = await WaitingLine.DuringAsync(answer, turnContext, turn, time, cancellationToken);
        if (saved is not { } ready)
        {
            return false;
        }

        if (isDirectLine)
        {
            signals.Notify(turn.Key.Conversation);
            return true;
        }

        await sender.AnswerAsync(turnContext, ready, streamId, cancellationToken);
        return true;
    }

    private Task RetireAsync(Activity activity)
    {
        var address = turns.AddressOf(activity, IncomingTurn.Welcome(activity, Now), retired: true);
        return addresses.RetireAsync(address, (connection, transaction) => TurnLog.EndWelcome(address.Channel, address.ConversationId, connection, transaction));
    }
}
