using System.Globalization;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What is remembered between asking for a code, showing whose it is, and the yes. Never the code itself.</summary>
internal static class MembershipNotes
{
    private const string Awaiting = "membership.awaiting";
    private const string Code = "membership.code";
    private const string Leave = "membership.leave";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>A reply that asks for a code.</summary>
    public static Reply AskingCode(Turn turn, Bilingual text) =>
        // A name may follow as well: the public record needs no code.
        Reply.Plain(turn, text, turn.State.Awaited(turn.Now).AwaitingCode(turn.Now), MembershipTexts.HowButton, MembershipTexts.LaterButton, Phrases.AskOfficer);

    /// <summary>A code is awaited from now on.</summary>
    public static ConversationState AwaitingCode(this ConversationState state, DateTime now) =>
        state.WithoutMembershipNotes().With(Awaiting, now.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>The link of this code is offered.</summary>
    public static ConversationState Offering(this ConversationState state, long code) => state.WithoutMembershipNotes().With(Code, Plain(code));

    /// <summary>The end of the link to this cooperative is offered.</summary>
    public static ConversationState Leaving(this ConversationState state, long cooperative) => state.WithoutMembershipNotes().With(Leave, Plain(cooperative));

    /// <summary>Nothing is half done.</summary>
    public static ConversationState WithoutMembershipNotes(this ConversationState state) => state.With(Awaiting, null).With(Code, null).With(Leave, null);

    /// <summary>Whether a code is awaited.</summary>
    public static bool AwaitsCode(this Turn turn) =>
        DateTime.TryParse(turn.State.Note(Awaiting), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since) && turn.Now - since < Patience;

    /// <summary>The key of the code whose link the last reply offered; other talk since then withdraws the offer.</summary>
    public static long? Offered(this Turn turn) => Where(turn, Code, MembershipTexts.YesLink);

    /// <summary>The cooperative that the last reply offered to unlink.</summary>
    public static long? OfferedToLeave(this Turn turn) => Where(turn, Leave, MembershipTexts.YesLeave);

    private static long? Where(Turn turn, string note, Bilingual button) =>
        (turn.State.Choices.Contains(button.Id) || turn.State.Choices.Contains(button.En))
        && long.TryParse(turn.State.Note(note), CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Plain(long id) => id.ToString(CultureInfo.InvariantCulture);
}
