using System.Text.Json;
using System.Text.Json.Nodes;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>
/// What a person sees while an answer takes longer than a moment: in a personal Teams chat a status line, which the answer then
/// takes the place of; elsewhere nothing but the answer. This one fixed line is all that is ever streamed.
/// </summary>
internal static class WaitingLine
{
    private static readonly Bilingual Line = new("Sebentar, saya cari di dokumen.", "One moment, I am looking in the documents.");

    /// <summary>After that the line is shown (ux 2.2).</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the answer; the id is that of the line, null where none was shown.</summary>
    public static async Task<(SavedTurn? Saved, string? StreamId)> DuringAsync(Task<SavedTurn?> answer, ITurnContext turn, Turn asked, TimeProvider time, CancellationToken cancellation)
    {
        if (!Shows(turn))
        {
            return (await answer, null);
        }

        try
        {
            // The answer heeds the end of the turn's time itself, and then says so.
            return (await answer.WaitAsync(Moment, time, CancellationToken.None), null);
        }
        catch (TimeoutException)
        {
            if (answer.IsCompleted)
            {
                return (await answer, null);
            }

            var id = await ShowAsync(turn, Line.In(Languages.Of(asked.Text, Language.Indonesian)), cancellation);
            var saved = await answer;
            if (saved is null && id is not null)
            {
                await TakeBackAsync(turn, id, cancellation);
            }

            return (saved, id);
        }
    }

    /// <summary>Marks the answer as what takes the line's place.</summary>
    public static Activity TakePlace(this Activity answer, string? streamId) => streamId is null ? answer : InStream(answer, "final", streamId, null);

    /// <summary>Clients read the entity, Teams itself the same in its channel data.</summary>
    private static Activity InStream(Activity activity, string type, string? streamId, int? sequence)
    {
        activity.EntityList = [.. activity.EntityList ?? [], Entities.StreamInfo(type, streamId, sequence)];
        var data = activity.ChannelData is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        data["streamType"] = type;
        if (streamId is not null)
        {
            data["streamId"] = streamId;
        }

        if (sequence is not null)
        {
            data["streamSequence"] = sequence;
        }

        activity.ChannelData = JsonSerializer.SerializeToElement(data);
        return activity;
    }

    /// <summary>Channels stream in personal chats of Teams only; a group would be left without any answer to the call.</summary>
    private static bool Shows(ITurnContext turn) =>
        turn.Activity is { ChannelId: "msteams", Type: ActivityTypes.Message, DeliveryMode: null or "normal", Conversation.ConversationType: "personal" };

    private static async Task<string?> ShowAsync(ITurnContext turn, string line, CancellationToken cancellation)
    {
        try
        {
            var sent = await turn.SendActivityAsync(InStream(new() { Type = ActivityTypes.Typing, Text = line }, "informative", null, 1), cancellation);
            return string.IsNullOrEmpty(sent.Id) ? null : sent.Id;
        }
        catch (ConnectorException)
        {
            // The answer matters, not the line.
            return null;
        }
    }

    private static async Task TakeBackAsync(ITurnContext turn, string id, CancellationToken cancellation)
    {
        try
        {
            await turn.DeleteActivityAsync(id, cancellation);
        }
        catch (ConnectorException)
        {
            // It goes by itself after a while.
        }
    }
}
