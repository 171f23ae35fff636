using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>One reply, dressed for each channel: Teams, Web Chat, or plain text.</summary>
public static partial class ReplyActivity
{
    /// <summary>The mark, in the channel data, of a line with which the web chat begins anew: an open page empties itself on it.</summary>
    internal const string BeginsAnew = "coopbot:anew";

    /// <summary>The activity that says <paramref name="reply"/> at <paramref name="target"/>.</summary>
    public static Activity Render(Reply reply, ReplyTarget target)
    {
        var activity = Activity.Message("");
        activity.Locale = reply.Language == Language.English ? "en-US" : "id-ID";
        switch (target)
        {
            case { Channel: "webchat" or "directline" or "emulator" }:
                activity.Text = WithLinkDefinitions(reply);
                Dress(activity, reply, target);
                activity.ChannelData = reply.ClearsTranscript ? JsonSerializer.SerializeToElement(new Dictionary<string, bool> { [BeginsAnew] = true }) : null;
                break;
            case { Channel: "msteams", IsPrivate: true }:
                activity.Text = Markdown(reply.Text);
                Dress(activity, reply, target);
                activity.ChannelData = Thumbs(reply);
                break;
            case { Channel: "msteams" }:
                // Teams shows suggestions in personal chats only, and a card that everybody can press is nobody's answer.
                activity.Text = Markdown(reply.Text + ReplyText.OptionLine(reply, ReplyText.NumbersInGroup, "\n\n"));
                activity.TextFormat = "markdown";
                Cite(activity, reply);
                activity.ChannelData = Thumbs(reply);
                break;
            default:
                activity.Text = ReplyText.Render(reply);
                activity.TextFormat = "plain";
                break;
        }

        return activity;
    }

    private static void Dress(Activity activity, Reply reply, ReplyTarget target)
    {
        activity.TextFormat = "markdown";
        Cite(activity, reply);
        if (ReplyCards.Beside(reply, target) is { } beside)
        {
            // The text is the lead line: the toast, and what a screen reader says first. Teams shows no suggestions beside a card.
            activity.Text = reply.Card switch
            {
                null => activity.Text,
                { Body: not null } or { Band: "" } => $"{reply.Card.Title}.",
                var card => $"{card.Title}. {card.Band}.",
            };
            activity.Attachments = [new() { ContentType = Attachment.AdaptiveCard, Content = beside }];
        }
        else if (reply.Suggestions.Count > 0)
        {
            activity.SuggestedActions = new() { Actions = [.. reply.Suggestions.Select(CardAction.Says)] };
        }
    }

    private static void Cite(Activity activity, Reply reply) => activity.EntityList =
        reply.Sources.Count == 0 ? null : [Entities.Citations(reply.Sources.Select(source => new Citation(source.Name, source.Quote, source.Url)))];

    /// <summary>Teams puts thumbs under an answer from the knowledge, and under nothing else.</summary>
    private static JsonElement? Thumbs(Reply reply) => reply.Sources.Count == 0 ? null : JsonSerializer.SerializeToElement(new { feedbackLoop = new { type = "default" } });

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
