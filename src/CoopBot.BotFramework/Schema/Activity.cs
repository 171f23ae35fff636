using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopBot.BotFramework.Schema;

/// <summary>
/// One thing that happened in a conversation, as the Bot Framework sends it (Bot Framework Activity schema 3.0).
/// Only what the code needs is typed; every other field rides along in <see cref="Extra"/>.
/// </summary>
public sealed class Activity
{
    /// <summary>One of <see cref="ActivityTypes"/>, or a type this version does not know.</summary>
    public string? Type { get; set; }

    /// <summary>The channel's id of the activity; the same id in the same conversation is the same activity.</summary>
    public string? Id { get; set; }

    /// <summary>When the channel took it, UTC.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The channel, such as <c>msteams</c> or <c>webchat</c>. Anything but a text counts as absent: no key is endorsed for it.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? ChannelId { get; set; }

    /// <summary>Where replies go; to be trusted only as far as the token proves it.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>Who did it.</summary>
    public ChannelAccount? From { get; set; }

    /// <summary>Whom it is for.</summary>
    public ChannelAccount? Recipient { get; set; }

    /// <summary>Where it happened.</summary>
    public ConversationAccount? Conversation { get; set; }

    /// <summary>The words.</summary>
    public string? Text { get; set; }

    /// <summary><c>plain</c>, <c>markdown</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; set; }

    /// <summary>The client's locale; not the language of the text.</summary>
    public string? Locale { get; set; }

    /// <summary>The activity that this one answers.</summary>
    public string? ReplyToId { get; set; }

    /// <summary>What a card or an invoke carries. Untrusted.</summary>
    public JsonElement? Value { get; set; }

    /// <summary>The name of an invoke or event.</summary>
    public string? Name { get; set; }

    /// <summary><c>add</c> or <c>remove</c> of an installationUpdate.</summary>
    public string? Action { get; set; }

    /// <summary>Who came, in a conversationUpdate.</summary>
    public List<ChannelAccount>? MembersAdded { get; set; }

    /// <summary>Who left, in a conversationUpdate.</summary>
    public List<ChannelAccount>? MembersRemoved { get; set; }

    /// <summary>Cards, files, voice notes.</summary>
    public List<Attachment>? Attachments { get; set; }

    /// <summary><c>list</c> or <c>carousel</c>.</summary>
    public string? AttachmentLayout { get; set; }

    /// <summary>Buttons under the message.</summary>
    public SuggestedActions? SuggestedActions { get; set; }

    /// <summary>Mentions, citations, client facts: see <see cref="Entities"/> for those with a shape.</summary>
    [JsonPropertyName("entities")]
    public List<JsonElement>? EntityList { get; set; }

    /// <summary>What only this channel knows.</summary>
    public JsonElement? ChannelData { get; set; }

    /// <summary><c>expectReplies</c> asks for the replies in the answer to the POST.</summary>
    public string? DeliveryMode { get; set; }

    /// <summary>The tenant that Teams names in its channel data, or null.</summary>
    [JsonIgnore]
    public string? TenantInChannelData =>
        ChannelData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("tenant", out var tenant) && tenant.ValueKind == JsonValueKind.Object
        && tenant.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>Every field that is not typed here.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>A message to be sent; the turn fills in where to.</summary>
    public static Activity Message(string text) => new() { Type = ActivityTypes.Message, Text = text };

    /// <summary>Another one with the same content, to be addressed to somebody else.</summary>
    public Activity Copy() => (Activity)MemberwiseClone();
}

/// <summary>The activity types this layer tells apart.</summary>
public static class ActivityTypes
{
    /// <summary>Words or a card's answer.</summary>
    public const string Message = "message";

    /// <summary>People came or left.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The app was installed or removed.</summary>
    public const string InstallationUpdate = "installationUpdate";

    /// <summary>A call that wants an answer in the HTTP response.</summary>
    public const string Invoke = "invoke";

    /// <summary>A named event without words.</summary>
    public const string Event = "event";

    /// <summary>Somebody is typing.</summary>
    public const string Typing = "typing";
}

/// <summary>How a channel wants its replies.</summary>
public static class DeliveryModes
{
    /// <summary>In the answer to the POST: <c>{"activities":[…]}</c>.</summary>
    public const string ExpectReplies = "expectReplies";
}
