using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>Where Direct Line keeps its conversations. What it returned is on disk.</summary>
public interface IDirectLineLog
{
    /// <summary>The conversation that this person left and can go on with, or null.</summary>
    Task<string?> FindConversationAsync(string userId, CancellationToken cancellation);

    /// <summary>Opens a conversation for a person; false where it is open already.</summary>
    Task<bool> OpenAsync(string conversationId, string userId, CancellationToken cancellation);

    /// <summary>Whose conversation it is; null where there is none.</summary>
    Task<string?> OwnerAsync(string conversationId, CancellationToken cancellation);

    /// <summary>
    /// Adds what a person said. A client sends again what it has no answer to, with the same
    /// <paramref name="clientActivityId"/>: that gives the earlier receipt.
    /// </summary>
    /// <returns>The receipt, with the activity as it was stored: stamped and masked.</returns>
    Task<DirectLineReceipt> AppendAsync(string conversationId, string? clientActivityId, Activity activity, CancellationToken cancellation);

    /// <summary>Whether this person may say something now; false where too much was said at once, and nothing is stored.</summary>
    bool MaySay(string userId);

    /// <summary>What came after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<DirectLineRecord>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation);
}

/// <summary>An activity in the log.</summary>
/// <param name="Sequence">Its place in the conversation, from 1.</param>
/// <param name="Json">The activity as clients get it.</param>
public sealed record DirectLineRecord(long Sequence, string Json);

/// <summary>What became of something a person said.</summary>
/// <param name="Activity">As stored.</param>
/// <param name="IsNew">False where it had been said before.</param>
public sealed record DirectLineReceipt(Activity Activity, bool IsNew);
