using System.Data.Common;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.People;

namespace CoopBot.Channels;

/// <summary>Activity → turn, reply → activity. The only place that knows both.</summary>
public sealed partial class CoopBotHandler(
    ChatService chat, TurnLog log, AddressBook addresses, DirectLineLog directLine, DirectLineSignals signals, InboundGate gate, TimeProvider time,
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

    /// <summary>What is left of the 15 s after which a channel sends again.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Task WelcomeAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        RunAsync(turnContext, IncomingTurn.Welcome(turnContext.Activity, Now), cancellationToken);

    private async Task RunAsync(ITurnContext turnContext, Turn turn, CancellationToken cancellationToken)
    {
        var activity = turnContext.Activity;
        var isDirectLine = turnContext.FromDirectLine;
        using var lastWord = new CancellationTokenSource();
        SavedTurn? saved;
        try
        {
            saved = await chat.RunAsync(
                turn,
                isDirectLine ? Delivery.None : Delivery.Pending,
                isDirectLine ? (_, reply, connection, transaction) => LogReply(activity, reply, connection, transaction) : (_, _, connection, transaction) => addresses.Write(AddressOf(activity, turn), connection, transaction),
                cancellationToken);
        }
        catch (Exception unsaved) when (!isDirectLine && unsaved is DbException or OperationCanceledException)
        {
            // Out of time before it was saved: a moment more to say so.
            lastWord.CancelAfter(LastWord);
            cancellationToken = cancellationToken.IsCancellationRequested ? lastWord.Token : cancellationToken;
            addresses.Forget(turn.Key.Channel, turn.Key.Conversation);
            var reference = ChatService.Reference();
            NotSaved(logger, unsaved, reference);
            saved = new(0, new(Apology.NotSaved.In(turn.Language).Replace("{ref}", reference, StringComparison.Ordinal)) { Language = turn.Language });
        }

        if (saved is not { } ready)
        {
            return;
        }

        if (isDirectLine)
        {
            signals.Notify(turn.Key.Conversation);
            return;
        }

        await DeliverAsync(turnContext, ready, cancellationToken);
    }

    /// <summary>Sends what is saved, and marks it. A timeout leaves it uncertain and is not repeated: posting has no idempotency key.</summary>
    private async Task DeliverAsync(ITurnContext turnContext, SavedTurn saved, CancellationToken cancellationToken)
    {
        try
        {
            await turnContext.SendActivityAsync(ReplyActivity.Render(saved.Reply, turnContext.Activity.ChannelId!), cancellationToken);
            Mark(saved, Delivery.Sent);
        }
        catch (ConnectorException failed)
        {
            Mark(saved, failed.IsUncertain ? Delivery.Uncertain : Delivery.Refused);
            throw;
        }
    }

    private void Mark(SavedTurn saved, Delivery delivery)
    {
        if (saved.TurnId != 0)
        {
            log.Mark(saved.TurnId, delivery);
        }
    }

    private void LogReply(Activity incoming, Reply reply, DbConnection connection, DbTransaction transaction)
    {
        var rendered = ReplyActivity.Render(reply, DirectLineTurns.ChannelId);
        ConversationReference.Of(incoming).ApplyTo(rendered, incoming.Type == ActivityTypes.Message ? incoming.Id : null);
        directLine.AppendReplies(incoming.Conversation!.Id!, incoming.Id, [rendered], connection, transaction);
    }

    private Task RetireAsync(Activity activity)
    {
        var address = AddressOf(activity, IncomingTurn.Welcome(activity, Now), retired: true);
        return addresses.WriteAsync(address);
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
