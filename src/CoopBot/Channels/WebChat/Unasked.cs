using System.Text.Json;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Channels.WebChat;

/// <summary>What the bot said in a web chat without being asked: announcements and reminders. No turn stands for it; it is in the log alone.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Text">All of it as text.</param>
/// <param name="Language">Its language.</param>
/// <param name="Options">Its buttons.</param>
internal sealed record Unasked(DateTime At, string Text, Language Language, IReadOnlyList<Choice> Options)
{
    private const int Looked = 50;

    /// <summary>What was said so since a time, among the last of a conversation; the welcome, which is a turn, is none of it.</summary>
    public static async Task<IReadOnlyList<Unasked>> OfAsync(CoopDb db, string conversation, DateTime since, IEnumerable<TurnRecord> turns, CancellationToken cancellation)
    {
        var welcomes = turns.Where(turn => turn.ActivityId == Turn.WelcomeId)
            .Select(turn => ReplyActivity.Render(JsonSerializer.Deserialize(turn.Reply, ConversationJson.Default.Reply)!, ReplyTarget.WebChat(turn.At)).Text).ToHashSet();
        var said = await db.DirectLineActivities.AsNoTracking().Where(one => one.ConversationId == conversation && one.At >= since).OrderByDescending(one => one.Sequence).Take(Looked).ToListAsync(cancellation);
        return [.. said.Select(one => (one.At, Activity: JsonSerializer.Deserialize(one.Json, ActivityJson.Wire.Activity)!))
            .Where(one => one.Activity is { ReplyToId: null, Type: ActivityTypes.Message } && one.Activity.From?.Role == DirectLineTurns.Bot.Role && !welcomes.Contains(one.Activity.Text))
            .Select(one => Of(one.At, one.Activity))];
    }

    private static Unasked Of(DateTime at, Activity activity)
    {
        var language = activity.Locale == "en-US" ? Language.English : Language.Indonesian;
        return activity.Attachments is [{ Content: { ValueKind: JsonValueKind.Object } card }, ..] && card.TryGetProperty("fallbackText", out var text)
            ? new(at, text.GetString() ?? "", language, card.TryGetProperty("actions", out var actions) ? [.. actions.EnumerateArray().Select(Button)] : [])
            : new(at, activity.Text ?? "", language, [.. activity.SuggestedActions?.Actions?.Select(action => new Choice(action.Title ?? "", action.Value ?? "")) ?? []]);
    }

    private static Choice Button(JsonElement action) => new(action.GetProperty("title").GetString() ?? "", action.GetProperty("data").GetProperty("say").GetString() ?? "");
}
