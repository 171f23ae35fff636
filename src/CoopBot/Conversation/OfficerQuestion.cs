namespace CoopBot.Conversation;

/// <summary>
/// A question for an officer that one capability has a person write and another keeps: what it is about rides along as a note of the
/// state, so that neither needs to know the other.
/// </summary>
public static class OfficerQuestion
{
    /// <summary>The note that the next message is the question.</summary>
    public const string Writing = "handover.writing";

    /// <summary>The note of what it is about, such as <c>Pengumuman P-12 (Hari Koperasi)</c>.</summary>
    public const string About = "handover.about";

    /// <summary>The note of why the bot could not answer: <c>unknown</c>, <c>unconfirmed</c>; without it the person asked for an officer.</summary>
    public const string Reason = "question.reason";

    /// <summary>The next message is a question for an officer.</summary>
    public static bool IsWritingToOfficer(this ConversationState state) => state.Note(Writing) is not null;

    /// <summary>The state in which the next message is a question for an officer about something.</summary>
    public static ConversationState WritingToOfficer(this ConversationState state, string about) => state.With(Writing, "yes").With(About, about).With(Reason, null);
}
