using System.Data.Common;
using CoopBot.Storage;

namespace CoopBot.Conversation;

/// <summary>A thumb up or down.</summary>
/// <param name="IsLike">Up.</param>
/// <param name="Text">The person's words as they came, or null.</param>
public sealed record Thumb(bool IsLike, string? Text);

/// <summary>Keeps what people think of answers, each thumb once.</summary>
public sealed class FeedbackStore(WriteGate gate, TurnLog turns)
{
    private const int MaxText = 1_000;

    private const string Insert = """
        INSERT INTO "Feedback" ("Channel", "ConversationId", "ActivityId", "PersonId", "At", "Reaction", "Text", "TurnId", "Route", "Article")
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9) ON CONFLICT DO NOTHING
        """;

    /// <summary>Saves a thumb with the answer it is about: the one sent as <paramref name="sentId"/>, else the person's last from the knowledge.</summary>
    public Task SaveAsync(ConversationKey key, string activityId, DateTime at, Thumb thumb, string? sentId)
    {
        var text = MessageText.Clean(thumb.Text).Text;
        text = text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
        var about = turns.AnswerSentAs(key, sentId);
        return gate.WriteAsync((connection, transaction) => connection.Execute(
            transaction, Insert, key.Channel, key.Conversation, activityId, key.Person, at, thumb.IsLike ? "like" : "dislike",
            text.Length == 0 ? null : text, about?.TurnId, about?.Route, about?.Article));
    }

    /// <summary>A conversation is past its time: the thumbs stay, without who and without words.</summary>
    public static void Expire(string channel, string conversation, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """UPDATE "Feedback" SET "PersonId" = '', "Text" = NULL, "TurnId" = NULL WHERE "Channel" = @0 AND "ConversationId" = @1""",
        channel, conversation);

    /// <summary>The same for thumbs before <paramref name="before"/> whose conversation is not there any more.</summary>
    public static int ExpireLeft(DateTime before, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """
        UPDATE "Feedback" SET "PersonId" = '', "Text" = NULL, "TurnId" = NULL WHERE "At" < @0 AND "PersonId" <> '' AND NOT EXISTS
            (SELECT 1 FROM "ConversationStates" s WHERE s."Channel" = "Feedback"."Channel" AND s."ConversationId" = "Feedback"."ConversationId")
        """,
        before);
}
