using System.Text.Json;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>Adaptive Cards 1.5, built from the parts of a reply. A button says a sentence, as typing would.</summary>
internal static class ReplyCards
{
    private static readonly Bilingual AsCard = new("Begini tampilannya bagi penerima:", "This is what recipients see:");
    private static readonly Bilingual AsText = new("Bentuk teksnya, tanpa kartu:", "The same as text, without a card:");

    /// <summary>The longest text form that a card shows beside the card itself: both have to fit into Teams' 28 KB.</summary>
    private const int LongestTextForm = 1_500;

    /// <summary>The reply has what a card shows: facts, fields to fill in, or up to five choices.</summary>
    public static bool Has(Reply reply) => reply.Card is not null || reply.Form is not null || reply.Choices.Count is > 0 and <= Reply.MaxButtons;

    /// <summary>The card beside the text; null without one.</summary>
    public static JsonElement? Beside(Reply reply, ReplyTarget target) => Has(reply) ? Build(reply, target, []) : null;

    /// <summary>The card that stands in place of the one whose button was pressed; no text goes with it, so it holds that too.</summary>
    public static JsonElement? InPlace(Reply reply, ReplyTarget target) =>
        Has(reply) ? Build(reply, target, reply.Card is null ? [Text(reply.Form is null ? reply.Text : ReplyActivity.Markdown(reply.Text))] : []) : null;

    /// <summary>A text that wraps.</summary>
    public static Dictionary<string, object> Text(string text, string? weight = null, string? size = null, bool subtle = false, string? color = null)
    {
        var block = new Dictionary<string, object> { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("weight", weight), ("size", size), ("color", color)])
        {
            if (value is not null)
            {
                block[name] = value;
            }
        }

        if (subtle)
        {
            block["isSubtle"] = true;
            block["spacing"] = "Small";
        }

        return block;
    }

    private static JsonElement Build(Reply reply, ReplyTarget target, List<object> body)
    {
        if (reply.Card is { } card)
        {
            body.AddRange(Parts(card, target));
        }

        if (reply.Form is { } form)
        {
            body.AddRange(ReplyForms.Inputs(form));
        }

        return JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = ReplyText.Render(reply),
            ["lang"] = reply.Language == Language.English ? "en" : "id",
            ["body"] = body,
            ["actions"] = ReplyText.Options(reply).Select(option => target.Channel == "msteams" ? Execute(option, reply.Form, target.Day) : Submit(option, target.Day)),
        });
    }

    private static IEnumerable<object> Parts(ReplyCard card, ReplyTarget target)
    {
        yield return Text(card.Title, weight: "Bolder", size: "Medium");
        yield return Text(card.Subtitle, subtle: true);
        foreach (var warning in card.Warnings)
        {
            yield return new { type = "Container", style = "warning", items = new object[] { Text(warning) } };
        }

        if (card.Body is { } paragraph)
        {
            yield return Text(ReplyActivity.Markdown(paragraph));
        }

        if (card.Band.Length > 0)
        {
            yield return new { type = "Container", style = "emphasis", items = new object[] { Text(card.Band, weight: "Bolder") } };
        }

        if (card.Bar.Any(share => share.Parts > 0))
        {
            yield return Bar(card.Bar);
        }

        if (card.Table.Count > 0)
        {
            yield return Table(card.Table);
        }

        if (card.Picture is { } picture)
        {
            yield return new { type = "Image", url = picture.Address, altText = picture.AltText, size = "Stretch", backgroundColor = "#FFFFFF" };
        }

        if (card.Link is { } link)
        {
            yield return Text($"[{new Uri(link).Host}]({link})");
        }

        if (card.FactsTitle is { } about)
        {
            yield return Text(about, weight: "Bolder");
        }

        if (card.Facts.Count > 0 || card is { Picture: null, Body: null, Table: [], Shown: null })
        {
            yield return new { type = "FactSet", facts = card.Facts.Select(fact => new { title = fact.Label, value = fact.Value }) };
        }

        foreach (var part in card.Shown is { } shown ? Shown(shown, target) : [])
        {
            yield return part;
        }

        if (card.Note.Length > 0)
        {
            yield return Text(card.Note, subtle: true, size: "Small");
        }
    }

    /// <summary>What others will get: the parts of its card and its buttons in a frame, and its text form.</summary>
    private static IEnumerable<object> Shown(Reply reply, ReplyTarget target)
    {
        var parts = reply.Card is { } card ? Parts(card, target).ToList() : [Text(reply.Text)];
        parts.Add(Text(string.Join("  ", ReplyText.Options(reply).Select(option => $"[{option.Label}]")), subtle: true));
        yield return Text(AsCard.In(reply.Language), weight: "Bolder");
        yield return new { type = "Container", style = "emphasis", items = parts };
        if (ReplyText.Render(reply) is { Length: <= LongestTextForm } text)
        {
            yield return Text(AsText.In(reply.Language), weight: "Bolder");
            yield return new { type = "Container", style = "emphasis", items = new object[] { Text(ReplyActivity.Markdown(text), size: "Small") } };
        }
    }

    /// <summary>Columns with grounds of their own, as wide as their shares; words stand in the table under it.</summary>
    private static object Bar(IReadOnlyList<Share> shares) => new
    {
        type = "ColumnSet",
        spacing = "Small",
        columns = shares.Where(share => share.Parts > 0).Select(share => new
        {
            type = "Column",
            width = share.Parts,
            spacing = "None",
            minHeight = "12px",
            style = share.Tone switch { ShareTone.Good => "good", ShareTone.Rest => "accent", ShareTone.Doubt => "warning", _ => "attention" },
            items = Array.Empty<object>(),
        }),
    };

    private static object Table(IReadOnlyList<Fact> rows) => new
    {
        type = "Table",
        firstRowAsHeaders = false,
        showGridLines = false,
        columns = new object[] { new { width = 3 }, new { width = 1, horizontalCellContentAlignment = "Right" } },
        rows = rows.Select((row, index) => new
        {
            type = "TableRow",
            cells = new[] { row.Label, row.Value }.Select(cell => new { type = "TableCell", items = new object[] { Text(cell, weight: index == rows.Count - 1 ? "Bolder" : null) } }),
        }),
    };

    /// <summary>Teams: answered in place. A client that knows no Action.Execute submits the same data.</summary>
    private static Dictionary<string, object> Execute(Choice option, ReplyForm? form, DateOnly day)
    {
        var data = CardInput.Data(option, form, day);
        var action = new Dictionary<string, object>
        {
            ["type"] = "Action.Execute",
            ["title"] = option.Label,
            ["verb"] = CardInput.Verb,
            ["data"] = data,
            ["fallback"] = new Dictionary<string, object> { ["type"] = "Action.Submit", ["title"] = option.Label, ["data"] = data },
        };
        if (form is not null && option.Sends is null)
        {
            // It leaves the form as it is, filled in or not.
            action["associatedInputs"] = "none";
            ((Dictionary<string, object>)action["fallback"])["associatedInputs"] = "none";
        }

        return action;
    }

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
}
