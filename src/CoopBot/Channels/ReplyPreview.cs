using System.Text.Json;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>
/// What a person will see of a reply, for a page that shows it before it is sent: read from the very activity that the channel gets, so
/// that it can say nothing else.
/// </summary>
/// <param name="Lead">The text above the card: the toast.</param>
/// <param name="Parts">The card from top to bottom; none where there is only text.</param>
/// <param name="Buttons">Its buttons.</param>
public sealed record ReplyPreview(string Lead, IReadOnlyList<PreviewPart> Parts, IReadOnlyList<string> Buttons)
{
    /// <summary>The reply in a personal chat of Teams.</summary>
    public static ReplyPreview Teams(Reply reply, DateTime now) => Of(reply, ReplyTarget.Of("msteams", "personal", now));

    /// <summary>The reply in the web chat.</summary>
    public static ReplyPreview WebChat(Reply reply, DateTime now) => Of(reply, ReplyTarget.WebChat(now));

    private static ReplyPreview Of(Reply reply, ReplyTarget target)
    {
        var activity = ReplyActivity.Render(reply, target);
        return activity.Attachments?.FirstOrDefault(attachment => attachment.ContentType == Attachment.AdaptiveCard)?.Content is not { } card
            ? new(activity.Text ?? "", [], [])
            : new(activity.Text ?? "", [.. card.GetProperty("body").EnumerateArray().SelectMany(Read)], [.. card.GetProperty("actions").EnumerateArray().Select(action => Text(action, "title"))]);
    }

    private static IEnumerable<PreviewPart> Read(JsonElement element) => Text(element, "type") switch
    {
        "Container" => element.GetProperty("items").EnumerateArray().Select(item => new PreviewPart(PreviewKind.Emphasis, Text(item, "text"))),
        "Image" => [new(PreviewKind.Picture, Text(element, "altText")) { Address = Text(element, "url") }],
        "FactSet" => element.GetProperty("facts").EnumerateArray().Select(fact => new PreviewPart(PreviewKind.Text, $"**{Text(fact, "title")}** {Text(fact, "value")}")),
        "TextBlock" => [new(Text(element, "weight") == "Bolder" ? PreviewKind.Title : Text(element, "size") == "Small" ? PreviewKind.Small : element.TryGetProperty("isSubtle", out _) ? PreviewKind.Subtle : PreviewKind.Text, Text(element, "text"))],
        var other => throw new NotSupportedException($"A card's part of the kind {other} cannot be shown."),
    };

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>A part of a card.</summary>
/// <param name="Kind">How it looks.</param>
/// <param name="Text">Markdown of the small kind; of a picture, what it shows.</param>
public sealed record PreviewPart(PreviewKind Kind, string Text)
{
    /// <summary>Where a picture is.</summary>
    public string? Address { get; init; }
}

/// <summary>How a part of a card looks.</summary>
public enum PreviewKind
{
    /// <summary>A paragraph.</summary>
    Text,

    /// <summary>The heading.</summary>
    Title,

    /// <summary>In lighter ink.</summary>
    Subtle,

    /// <summary>Small, in lighter ink.</summary>
    Small,

    /// <summary>On a ground of its own, bold.</summary>
    Emphasis,

    /// <summary>A picture.</summary>
    Picture,
}
