using System.Data.Common;

namespace CoopBot.Conversation;

/// <summary>Something to say to a person unasked, held by one process until its time runs out.</summary>
/// <param name="Channel">The person's channel.</param>
/// <param name="PersonId">Who.</param>
/// <param name="Reply">What to say.</param>
/// <param name="Rows">The rows behind it, each with the fence that it was taken with.</param>
public sealed record DueItem(string Channel, string PersonId, Reply Reply, IReadOnlyList<(long Id, long Fence)> Rows);

/// <summary>What became of it.</summary>
public enum DueOutcome
{
    /// <summary>It is there.</summary>
    Sent,

    /// <summary>It may be there; it is not repeated.</summary>
    Uncertain,

    /// <summary>The channel did not take it now.</summary>
    Later,

    /// <summary>The person has no conversation that can be written to now.</summary>
    Unreachable,
}

/// <summary>What falls due by itself: a capability prepares it, the channels send it. Rows with a unique key and a lease, so that several processes may serve.</summary>
public interface IDueItems
{
    /// <summary>Writes what has fallen due, each once, whoever else does the same.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Takes the next one; null where nothing is to be said now.</summary>
    Task<DueItem?> TakeAsync(CancellationToken cancellation);

    /// <summary>Notes what became of it within a transaction; false where its time had run out and another has taken it (fault 73).</summary>
    bool Note(DueItem item, DueOutcome outcome, DbConnection connection, DbTransaction transaction);

    /// <summary>Removes what was settled long ago; how many rows.</summary>
    int Expire(DateTime now, DbConnection connection, DbTransaction transaction);
}
