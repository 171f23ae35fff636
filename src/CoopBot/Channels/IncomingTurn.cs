using System.Text.Json;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>What an activity means as a turn. Pure.</summary>
internal static class IncomingTurn
{
    /// <summary>A message: words, a card's sentence, or an attachment without words.</summary>
    public static Turn Message(Activity activity, DateTime now)
    {
        var hasWords = !string.IsNullOrWhiteSpace(activity.Text);
        var press = CardInput.OfSubmit(activity.Value, hasWords, Wording.LocalDate(now));
        return press.Kind != PressKind.None ? Press(activity, press, now)
            : Said(activity, WithoutMention(activity), now) is var said && said.Text.Length == 0 && activity.Attachments is { Count: > 0 } ? said with { Kind = TurnKind.Attachment }
            : said;
    }

    /// <summary>A card's button: its sentence as if typed, or one that is too old to do anything.</summary>
    public static Turn Press(Activity activity, CardPress press, DateTime now) => Said(activity, press.Sentence, now) with
    {
        Kind = press.Kind == PressKind.Expired ? TurnKind.ExpiredCard : TurnKind.Message,
        Pressed = true,
        Form = press.Form,
        IsFormTooLong = press.IsFormTooLong,
        Card = activity.Type == ActivityTypes.Invoke ? activity.ReplyToId : null,
    };

    /// <summary>The one welcome of a conversation: its id is always the same, so that a second is a repeated activity.</summary>
    public static Turn Welcome(Activity activity, DateTime now) => new()
    {
        Key = KeyOf(activity),
        ActivityId = Turn.WelcomeId,
        Kind = TurnKind.Welcome,
        Text = "",
        // Only our own page's locale was chosen by a person.
        Language = activity.ChannelId == DirectLineTurns.ChannelId && activity.Locale?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? Language.English : Language.Indonesian,
        IsPrivate = IsPrivate(activity),
        IsGuest = IsGuest(activity),
        Now = now,
    };

    private static Turn Said(Activity activity, string? raw, DateTime now)
    {
        var (text, hadNumber) = MessageText.Clean(raw);
        return new()
        {
            Key = KeyOf(activity),
            ActivityId = IdOf(activity),
            Text = text,
            // The Direct Line log masked the text before this turn; the mask tells.
            HadPersonalNumber = hadNumber || text.Contains(PersonalNumbers.Mask, StringComparison.Ordinal),
            IsPrivate = IsPrivate(activity),
            IsGuest = IsGuest(activity),
            PrivateChat = PrivateChat(activity),
            Now = now,
        };
    }

    /// <summary>The activity's id, or a new one: a channel without ids cannot repeat one either.</summary>
    public static string IdOf(Activity activity) => activity.Id is { Length: > 0 } id ? id : Ids.New();

    /// <summary>On Teams a person is (tenant, object id); elsewhere the channel's id. Never a name (fault 50).</summary>
    public static ConversationKey KeyOf(Activity activity) => new(
        activity.ChannelId ?? "",
        activity.Conversation?.Id ?? "",
        activity.From?.AadObjectId is { Length: > 0 } objectId ? $"{activity.Conversation?.TenantId ?? activity.TenantInChannelData}:{objectId}" : activity.From?.Id ?? "");

    /// <summary>One person alone with the bot.</summary>
    public static bool IsPrivate(Activity activity) =>
        activity.Conversation is { IsGroup: not true, ConversationType: null or "" or "personal" };

    /// <summary>Teams names the account of everybody who has one in the tenant.</summary>
    private static bool IsGuest(Activity activity) => activity.ChannelId == "msteams" && activity.From?.AadObjectId is not { Length: > 0 };

    /// <summary>Teams opens the chat with the bot by its app id, which the activity is addressed to. Anything else in there is no link of ours.</summary>
    private static string? PrivateChat(Activity activity) =>
        activity is { ChannelId: "msteams", Recipient.Id: ['2', '8', ':', .. var app] } && Guid.TryParseExact(app, "D", out var id) ? $"https://teams.microsoft.com/l/chat/0/0?users=28:{id}" : null;

    /// <summary>
    /// The bot's own mention goes only where the entity says that it is one, by that entity's exact text and only where
    /// that looks like a mention (fault 40). Teams puts "&amp;nbsp;" after a mention; it is white space.
    /// </summary>
    private static string? WithoutMention(Activity activity)
    {
        var text = activity.Text;
        foreach (var mention in activity.MentionsOf(activity.Recipient?.Id))
        {
            text = mention.StartsWith('@') || (mention.StartsWith("<at", StringComparison.Ordinal) && mention.EndsWith("</at>", StringComparison.Ordinal))
                ? text?.Replace(mention, " ", StringComparison.Ordinal)
                : text;
        }

        return activity.ChannelId == "msteams" ? text?.Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase) : text;
    }
}
