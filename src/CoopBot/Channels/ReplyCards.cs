using System.Text.Json;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>Adaptive Cards 1.5, built from the parts of a reply. A button says a sentence, as typing would.</summary>
internal static class ReplyCards
{
    /// <summary>The reply has what a card shows: facts, or up to five choices.</summary>
    public static bool Has(Reply reply) => reply.Card is not null || reply.Choices.Count is > 0 and <= Reply.MaxButtons;

    /// <summary>The card beside the text; null without one.</summary>
    public static JsonElement? Beside(Reply reply, ReplyTarget target) => Has(reply) ? Build(reply, target, []) : null;

    /// <summary>The card that stands in place of the one whose button was pressed; no text goes with it, so it holds that too.</summary>
    public static JsonElement? InPlace(Reply reply, ReplyTarget target) =>
        Has(reply) ? Build(reply, target, reply.Card is null ? [Text(reply.Text)] : []) : null;

    private static JsonElement Build(Reply reply, ReplyTarget target, List<object> body)
    {
        if (reply.Card is { } card)
        {
            body.Add(Text(card.Title, weight: "Bolder", size: "Medium"));
            body.Add(Text(card.Subtitle, subtle: true));
            if (card.Band.Length > 0)
            {
                body.Add(new { type = "Container", style = "emphasis", items = new object[] { Text(card.Band, weight: "Bolder") } });
            }

            if (card.Picture is { } picture)
            {
                body.Add(new { type = "Image", url = picture.Address, altText = picture.AltText, size = "Stretch", backgroundColor = "#FFFFFF" });
            }

            if (card.Facts.Count > 0 || card.Picture is null)
            {
                body.Add(new { type = "FactSet", facts = card.Facts.Select(fact => new { title = fact.Label, value = fact.Value }) });
            }

            body.Add(Text(card.Note, subtle: true, size: "Small"));
        }

        return JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = ReplyText.Render(reply),
            ["lang"] = reply.Language == Language.English ? "en" : "id",
            ["body"] = body,
            ["actions"] = ReplyText.Options(reply).Select(option => target.Channel == "msteams" ? Execute(option, target.Day) : Submit(option, target.Day)),
        });
    }

    /// <summary>Teams: answered in place. A client that knows no Action.Execute submits the same data.</summary>
    private static Dictionary<string, object> Execute(Choice option, DateOnly day) => new()
    {
        ["type"] = "Action.Execute",
        ["title"] = option.Label,
        ["verb"] = CardInput.Verb,
        ["data"] = CardInput.Data(option.Says, day),
        ["fallback"] = new { type = "Action.Submit", title = option.Label, data = CardInput.Data(option.Says, day) },
    };

    /// <summary>
    /// Web Chat, where Action.Execute does nothing. Its own key makes it show the button's title as what the person said;
    /// another Direct Line client submits the data as they are.
    /// </summary>
    private static Dictionary<string, object> Submit(Choice option, DateOnly day)
    {
        var data = CardInput.Data(option.Says, day);
        return new()
        {
            ["type"] = "Action.Submit",
            ["title"] = option.Label,
            ["data"] = new Dictionary<string, object>(data)
            {
                ["__isBotFrameworkCardAction"] = true,
                ["cardAction"] = new { type = "messageBack", title = option.Label, text = option.Label, displayText = option.Label, value = data },
            },
        };
    }

    private static Dictionary<string, object> Text(string text, string? weight = null, string? size = null, bool subtle = false)
    {
        var block = new Dictionary<string, object> { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        if (weight is not null)
        {
            block["weight"] = weight;
        }

        if (size is not null)
        {
            block["size"] = size;
        }

        if (subtle)
        {
            block["isSubtle"] = true;
            block["spacing"] = "Small";
        }

        return block;
    }
}
