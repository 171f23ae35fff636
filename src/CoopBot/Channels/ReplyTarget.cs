using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>Where a reply goes, as far as its dress depends on it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="IsPrivate">One person alone with the bot.</param>
/// <param name="Day">The day in WIB, so that a card tells its age.</param>
public readonly record struct ReplyTarget(string Channel, bool IsPrivate, DateOnly Day)
{
    /// <summary>Back to where <paramref name="incoming"/> came from.</summary>
    public static ReplyTarget Of(Activity incoming, DateTime now) => new(incoming.ChannelId ?? "", IncomingTurn.IsPrivate(incoming), Wording.LocalDate(now));

    /// <summary>To a conversation of which only its kind is known: <c>personal</c>, <c>groupChat</c>, <c>channel</c>, or none.</summary>
    public static ReplyTarget Of(string channel, string kind, DateTime now) => new(channel, kind is "" or "personal", Wording.LocalDate(now));

    /// <summary>To the web chat.</summary>
    public static ReplyTarget WebChat(DateTime now) => new(DirectLineTurns.ChannelId, true, Wording.LocalDate(now));
}
