using System.Data.Common;

namespace CoopBot.Conversation;

/// <summary>One person's copy of something said to many, held by one process until its lease ends.</summary>
/// <param name="Id">The row.</param>
/// <param name="Broadcast">What it is a copy of.</param>
/// <param name="Channel">The person's channel.</param>
/// <param name="PersonId">Who.</param>
/// <param name="Lane">Whose limits it counts for.</param>
public sealed record BroadcastItem(long Id, long Broadcast, string Channel, string PersonId, string Lane)
{
    /// <summary>The batch that it was taken with.</summary>
    public required long Fence { get; init; }

    /// <summary>No send begins that may not be over by then, UTC.</summary>
    public required DateTime LeaseUntil { get; init; }

    /// <summary>How often the channel did not take it.</summary>
    public int Tries { get; init; }

    /// <summary>How often nobody knew whether it had arrived.</summary>
    public int Doubts { get; init; }

    /// <summary>In the web chat: the visitor has just come back.</summary>
    public bool IsBack { get; init; }
}

/// <summary>What came of one send.</summary>
public enum BroadcastOutcome
{
    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>The channel asks to slow down.</summary>
    Throttled,

    /// <summary>The channel did not take it now.</summary>
    NotNow,

    /// <summary>It may be there: no answer came.</summary>
    Unknown,

    /// <summary>The conversation is gone.</summary>
    Gone,

    /// <summary>No address of the person is known.</summary>
    NoConversation,

    /// <summary>The bot's credentials were refused, also fresh ones.</summary>
    NotAllowed,

    /// <summary>The channel refused the message itself.</summary>
    Refused,

    /// <summary>The person does not want it any more.</summary>
    NotWanted,

    /// <summary>The person has had enough for today.</summary>
    NotToday,

    /// <summary>It is a quiet hour, and what is to be said is not silent.</summary>
    Quiet,

    /// <summary>The person knows it already.</summary>
    NotNeeded,

    /// <summary>The web chat's visitor is not there.</summary>
    Away,

    /// <summary>It was not tried: the lease was too short, or the process ends.</summary>
    NotTried,
}

/// <summary>What came of one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record BroadcastResult(BroadcastItem Item, BroadcastOutcome Outcome)
{
    /// <summary>How long the channel asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status of a refusal.</summary>
    public int? Status { get; init; }

    /// <summary>The conversation that it went to.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The id that the channel gave to it.</summary>
    public string? SentId { get; init; }
}

/// <summary>What to say to one recipient; without words, why not.</summary>
public sealed record BroadcastWords
{
    private BroadcastWords(Reply? reply, BroadcastOutcome otherwise) => (Reply, Otherwise) = (reply, otherwise);

    /// <summary>The words. The same object for all recipients who get the same.</summary>
    public Reply? Reply { get; }

    /// <summary>Why there are none.</summary>
    public BroadcastOutcome Otherwise { get; }

    /// <summary>How long to wait where there are none now.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>What is done first to messages that are there; null where there are none of it.</summary>
    public BroadcastEdit? Edit { get; init; }

    /// <summary>These words.</summary>
    public static BroadcastWords Of(Reply reply) => new(reply, BroadcastOutcome.NotTried);

    /// <summary>Nothing is said.</summary>
    public static BroadcastWords None(BroadcastOutcome why, TimeSpan? wait = null) => new(null, why) { Wait = wait };
}

/// <summary>What becomes of messages that one recipient has. Done again it does no harm.</summary>
/// <param name="Messages">The messages, the newest last.</param>
/// <param name="Reply">What stands in their place; null to take them back.</param>
/// <param name="IsAll">Where it can be done nothing more is said; else the words follow as a message.</param>
public sealed record BroadcastEdit(IReadOnlyList<SentMessage> Messages, Reply? Reply, bool IsAll);

/// <summary>A message in a conversation.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Id">The id that the channel gave to it.</param>
public sealed record SentMessage(string ConversationId, string Id);

/// <summary>
/// What is said to many people: a capability keeps a row for each and decides, the channels send. Rows with a unique key, a lease
/// and a fence, so that several processes may serve and any of them may be killed.
/// </summary>
public interface IBroadcasts
{
    /// <summary>How many sends may be under way at once.</summary>
    int Concurrency { get; }

    /// <summary>Starts what is due, goes on with what a process left half begun, ends what is over.</summary>
    /// <returns>Whether there is anything to send, now or later.</returns>
    Task<bool> PrepareAsync(CancellationToken cancellation);

    /// <summary>Makes what a killed process held free at once; called where no other process can be.</summary>
    Task TakeBackAsync();

    /// <summary>Takes items that may be sent now, within a transaction.</summary>
    /// <param name="room">The most.</param>
    /// <param name="connection">The connection of the unit of work.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <returns>The items, and when to ask again at the latest, UTC.</returns>
    (IReadOnlyList<BroadcastItem> Items, DateTime AskAgainAt) Take(int room, DbConnection connection, DbTransaction transaction);

    /// <summary>What to say to that person, asked just before it is sent.</summary>
    ValueTask<BroadcastWords> WordsAsync(BroadcastItem item, CancellationToken cancellation);

    /// <summary>Notes what came of items, within a transaction.</summary>
    /// <returns>The items for which it counts; the lease of others had ended and another has them (fault 73).</returns>
    IReadOnlySet<long> Note(IReadOnlyList<BroadcastResult> results, DbConnection connection, DbTransaction transaction);

    /// <summary>A visitor of the web chat has come back: what waits for them is due.</summary>
    Task CameBackAsync(string personId);

    /// <summary>Ends when there may be something new to send.</summary>
    Task ChangedAsync();
}
