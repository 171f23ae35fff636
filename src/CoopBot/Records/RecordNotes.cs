using CoopBot.Conversation;

namespace CoopBot.Records;

/// <summary>
/// What is remembered of the last question about the records: a look-up of one cooperative or a figure. Whichever came last ends
/// the other, so that "kalau sintang?" goes on with one of them only.
/// </summary>
internal static class RecordNotes
{
    /// <summary>The words of a look-up that is not settled.</summary>
    public const string Query = "cooperatives.query";

    /// <summary>Since when a name is awaited (UTC, round-trip format).</summary>
    public const string Awaiting = "cooperatives.awaiting";

    /// <summary>The figure that was asked for last.</summary>
    public const string Figures = "figures.question";

    /// <summary>A figure was told: no look-up is open.</summary>
    public static ConversationState Counted(this ConversationState state, string asked) =>
        state.With(Query, null).With(Awaiting, null).With(Figures, asked);
}
