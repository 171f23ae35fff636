using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>An address that outlives the turn: enough to send to a conversation later.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="ServiceUrl">Where its Connector listens.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Bot">The bot's account there.</param>
/// <param name="User">The person's account there.</param>
/// <param name="Anonymous">Learnt without a token, on a developer's machine: nothing is sent there once the bot has an app id.</param>
public sealed record ConversationReference(
    string ChannelId, string ServiceUrl, ConversationAccount Conversation, ChannelAccount Bot, ChannelAccount User, bool Anonymous = false)
{
    /// <summary>The address that an incoming activity came from.</summary>
    public static ConversationReference Of(Activity incoming) => new(
        incoming.ChannelId ?? "", incoming.ServiceUrl ?? "", incoming.Conversation ?? new(), incoming.Recipient ?? new(), incoming.From ?? new());

    /// <summary>Addresses an outgoing activity: from the bot, to the person, as an answer where <paramref name="replyToId"/> is given.</summary>
    public void ApplyTo(Activity outgoing, string? replyToId)
    {
        outgoing.ChannelId = ChannelId;
        outgoing.ServiceUrl = ServiceUrl;
        outgoing.Conversation = Conversation;
        outgoing.From = Bot;
        outgoing.Recipient = User;
        outgoing.ReplyToId = replyToId;
    }
}
