using System.Data.Common;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>Runs turns and saves with each what its channel needs: the address it came from, or the reply in the Direct Line log.</summary>
public sealed partial class SavedTurns(ChatService chat, AddressBook addresses, DirectLineLog directLine, InboundGate gate, ILogger<SavedTurns> logger)
{
    /// <summary>The turn, saved; null is silence. Elsewhere than in the web chat a person is told where nothing could be saved.</summary>
    /// <param name="turnContext">The activity.</param>
    /// <param name="turn">What it means.</param>
    /// <param name="delivery">Whether a reply still has to leave once it is saved.</param>
    /// <param name="cancellation">Ends the turn when its time is up.</param>
    public async Task<SavedTurn?> SaveAsync(ITurnContext turnContext, Turn turn, Func<Reply, Delivery> delivery, CancellationToken cancellation)
    {
        var activity = turnContext.Activity;
        var isDirectLine = turnContext.FromDirectLine;
        try
        {
            return await chat.RunAsync(
                turn,
                delivery,
                isDirectLine ? (_, reply, connection, transaction) => LogReply(activity, reply, turn.Now, connection, transaction) : (_, _, connection, transaction) => addresses.Write(AddressOf(activity, turn), connection, transaction),
                cancellation);
        }
        catch (Exception unsaved) when (!isDirectLine && (unsaved is OperationCanceledException || StoreFault.Is(unsaved)))
        {
            addresses.Forget(turn.Key.Channel, turn.Key.Conversation);
            var reference = ChatService.Reference();
            NotSaved(logger, unsaved, reference);
            return new(0, new(Apology.NotSaved.In(turn.Language).Replace("{ref}", reference, StringComparison.Ordinal)) { Language = turn.Language });
        }
    }

    /// <summary>The address that an activity came from.</summary>
    public Address AddressOf(Activity activity, Turn turn, bool retired = false) => new()
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
        WroteAt = turn.Kind == TurnKind.Welcome ? null : turn.Now,
    };

    private void LogReply(Activity incoming, Reply reply, DateTime now, DbConnection connection, DbTransaction transaction)
    {
        var rendered = ReplyActivity.Render(reply, ReplyTarget.WebChat(now));
        ConversationReference.Of(incoming).ApplyTo(rendered, incoming.Type == ActivityTypes.Message ? incoming.Id : null);
        if (reply.ClearsTranscript)
        {
            DirectLineLog.Clear(incoming.Conversation!.Id!, incoming.Id, connection, transaction);
            TurnLog.Clear(DirectLineTurns.ChannelId, incoming.Conversation.Id!, incoming.Id ?? "", connection, transaction);
        }

        directLine.AppendReplies(incoming.Conversation!.Id!, incoming.Id, [rendered], connection, transaction);
    }

    [LoggerMessage(30, LogLevel.Error, "A turn could not be saved; the person was given reference {Reference}")]
    private static partial void NotSaved(ILogger logger, Exception unsaved, string reference);
}
