using System.Text.Json;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>
/// What a button of a card sends back. Untrusted (fault 37): the only field ever read is <c>say</c>, a sentence,
/// which is then treated as if it had been typed.
/// </summary>
internal static class CardInput
{
    private const int MaxLength = 400;

    /// <summary>A button's data in Web Chat: a plain text is said as if typed, so that the person sees what was pressed.</summary>
    public static object TypedInWebChat(string sentence) => sentence;

    /// <summary>A button's data in Teams: said as if typed; a client that cannot do that sends <c>say</c> back.</summary>
    public static object TypedInTeams(string sentence) => new { msteams = new { type = "imBack", value = sentence }, say = sentence };

    /// <summary>The sentence in a card's value, or null.</summary>
    public static string? Sentence(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("say", out var say) && say.ValueKind == JsonValueKind.String
            ? say.GetString() is { Length: > MaxLength } tooLong ? tooLong[..MaxLength] : say.GetString() is { Length: > 0 } sentence ? sentence : null
            : null;

    /// <summary>What of a card's value is kept: the sentence, masked.</summary>
    public static JsonElement? Masked(JsonElement? value) =>
        value is null ? null : JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["say"] = MessageText.Clean(Sentence(value)).Text });

    /// <summary>What of attachments is kept: what kind they were. Their content is never fetched or stored.</summary>
    public static List<Attachment>? NamesOnly(List<Attachment>? attachments) =>
        attachments is { Count: > 0 }
            ? [.. attachments.Take(10).Select(attachment => new Attachment { ContentType = attachment.ContentType is { Length: <= 100 } type && !type.Any(char.IsDigit) ? type : "application/octet-stream" })]
            : null;
}
