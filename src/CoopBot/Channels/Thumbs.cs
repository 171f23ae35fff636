using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>A thumb on an answer: kept, and nothing said.</summary>
public sealed class Thumbs(FeedbackStore feedback, TimeProvider time)
{
    /// <summary>Keeps it once.</summary>
    public async Task<InvokeResponse> KeepAsync(Activity activity)
    {
        if (FeedbackInvoke.Read(activity.Value) is not { } thumb)
        {
            return FeedbackInvoke.Malformed;
        }

        await feedback.SaveAsync(IncomingTurn.KeyOf(activity), IncomingTurn.IdOf(activity), time.GetUtcNow().UtcDateTime, thumb, activity.ReplyToId);
        return FeedbackInvoke.Taken;
    }
}
