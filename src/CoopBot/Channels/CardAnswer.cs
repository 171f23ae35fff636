using System.Text.Json;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>
/// The answers to an Action.Execute. Whatever the bot has to say of it, the HTTP status is 200 and the body has its own
/// (Teams, "Universal Actions for Adaptive Cards", response format).
/// </summary>
internal static class CardAnswer
{
    /// <summary>The invoke that an Action.Execute comes as.</summary>
    public const string InvokeName = "adaptiveCard/action";

    private static readonly Bilingual Below = new("Jawabannya ada di bawah.", "The answer is below.");
    private static readonly Bilingual NotTaken = new("Pesan masuk terlalu cepat; pilihan ini belum diproses. Tunggu 1 menit, lalu tekan lagi.", "Messages come too fast; this choice was not taken. Wait a minute, then press again.");

    /// <summary>The card in place of the old one; without one, a line that tells where the answer stands. No reply at all: the person is over the limit.</summary>
    public static InvokeResponse Of(Reply? reply, ReplyTarget target, bool takesPlace) =>
        reply is null ? Message(NotTaken.In(Language.Indonesian))
        : takesPlace && ReplyCards.InPlace(reply, target) is { } card ? Body(200, Attachment.AdaptiveCard, card)
        : Message(Below.In(reply.Language));

    /// <summary>The card in place, or all of the text where no message can carry it.</summary>
    public static InvokeResponse Whole(Reply reply, ReplyTarget target) =>
        ReplyCards.InPlace(reply, target) is { } card ? Body(200, Attachment.AdaptiveCard, card) : Message(ReplyText.Render(reply));

    /// <summary>The value is none that a client sends (fault 37).</summary>
    public static InvokeResponse Malformed() => Body(
        400, "application/vnd.microsoft.error", JsonSerializer.SerializeToElement(new { code = "BadRequest", message = "The value must be an action with a verb and data." }));

    private static InvokeResponse Message(string text) => Body(200, "application/vnd.microsoft.activity.message", JsonSerializer.SerializeToElement(text));

    private static InvokeResponse Body(int status, string type, JsonElement value) =>
        new(200, JsonSerializer.SerializeToElement(new { statusCode = status, type, value }));
}
