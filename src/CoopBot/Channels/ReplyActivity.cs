using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>One reply, dressed for each channel: Teams, Web Chat, or plain text.</summary>
public static partial class ReplyActivity
{
    /// <summary>The activity that says <paramref name="reply"/> on <paramref name="channel"/>.</summary>
    public static Activity Render(Reply reply, string channel)
    {
        var activity = Activity.Message("");
        activity.Locale = reply.Language == Language.English ? "en-US" : "id-ID";
        switch (channel)
        {
            case "webchat" or "directline" or "emulator":
                activity.Text = WithLinkDefinitions(reply);
                Dress(activity, reply, CardInput.TypedInWebChat);
                break;
            case "msteams":
                activity.Text = Markdown(reply.Text);
                Dress(activity, reply, CardInput.TypedInTeams);
                break;
            default:
                activity.Text = ReplyText.Render(reply);
                activity.TextFormat = "plain";
                break;
        }

        return activity;
    }

    private static void Dress(Activity activity, Reply reply, Func<string, object> button)
    {
        activity.TextFormat = "markdown";
        if (reply.Sources.Count > 0)
        {
            activity.EntityList = [Entities.Citations(reply.Sources.Select(source => new Citation(source.Name, source.Quote, source.Url)))];
        }

        if (ReplyCards.Of(reply, button) is { } card)
        {
            // The text is the lead line: the toast, and what a screen reader says first. Teams shows no suggestions beside a card.
            activity.Text = reply.Card is null ? activity.Text : $"{reply.Card.Title}. {reply.Card.Band}.";
            activity.Attachments = [new() { ContentType = Attachment.AdaptiveCard, Content = card }];
        }
        else if (reply.Suggestions.Count > 0)
        {
            activity.SuggestedActions = new() { Actions = [.. reply.Suggestions.Select(CardAction.Says)] };
        }
    }

    /// <summary>Web Chat makes references of Markdown link definitions; a source without an address opens its quote.</summary>
    private static string WithLinkDefinitions(Reply reply)
    {
        if (reply.Sources.Count == 0)
        {
            return Markdown(reply.Text);
        }

        var text = new StringBuilder(Markdown(reply.Text)).Append('\n');
        for (var i = 0; i < reply.Sources.Count; i++)
        {
            var source = reply.Sources[i];
            text.Append("\n[").Append(i + 1).Append("]: ").Append(source.Url ?? $"cite:{i + 1}")
                .Append(" \"").Append(source.Name.Replace('"', '\'')).Append('"');
        }

        return text.ToString();
    }

    /// <summary>Lines as Markdown keeps them apart: a list by empty lines around it, other lines by a hard break.</summary>
    internal static string Markdown(string text)
    {
        var lines = text.Split('\n');
        var markdown = new StringBuilder(lines[0]);
        for (var i = 1; i < lines.Length; i++)
        {
            var (before, here) = (IsItem(lines[i - 1]), IsItem(lines[i]));
            var apart = lines[i].Length == 0 || lines[i - 1].Length == 0 || (before && here) ? "\n" : before || here ? "\n\n" : "  \n";
            markdown.Append(apart).Append(lines[i]);
        }

        return markdown.ToString();
    }

    private static bool IsItem(string line) => ItemStart().IsMatch(line);

    [GeneratedRegex(@"^\d+\. ")]
    private static partial Regex ItemStart();
}

/// <summary>Adaptive Cards 1.5, built from the parts of a reply. A button says a sentence, visibly, as typing would.</summary>
internal static class ReplyCards
{
    public static JsonElement? Of(Reply reply, Func<string, object> button)
    {
        var body = new List<object>();
        if (reply.Card is { } card)
        {
            body.Add(Text(card.Title, weight: "Bolder", size: "Medium"));
            body.Add(Text(card.Subtitle, subtle: true));
            body.Add(new { type = "Container", style = "emphasis", items = new object[] { Text(card.Band, weight: "Bolder") } });
            body.Add(new { type = "FactSet", facts = card.Facts.Select(fact => new { title = fact.Label, value = fact.Value }) });
            body.Add(Text(card.Note, subtle: true, size: "Small"));
        }
        else if (reply.Choices.Count is 0 or > Reply.MaxButtons)
        {
            return null;
        }

        return JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = ReplyText.Render(reply),
            ["lang"] = reply.Language == Language.English ? "en" : "id",
            ["body"] = body,
            ["actions"] = ReplyText.Options(reply).Select(option => new { type = "Action.Submit", title = option.Label, data = button(option.Says) }),
        });
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
