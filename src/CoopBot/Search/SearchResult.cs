namespace CoopBot.Search;

/// <summary>What the knowledge has to say to one query.</summary>
/// <param name="Hits">Best first; empty where no word of the query is known.</param>
/// <param name="Confidence">0 to 1: the probability that the knowledge has an answer. Comparable between queries, unlike a score.</param>
/// <param name="Certainty">0 to 1: the probability that the first hit is that answer.</param>
/// <param name="Band">What to do with the hits.</param>
/// <param name="Correction">The query with misspelt words put right ("maksud Anda …"), or null where nothing was misspelt.
/// Chat spellings (gmn, brp) are understood without remark.</param>
public sealed record SearchResult(IReadOnlyList<Hit> Hits, double Confidence, double Certainty, Band Band, string? Correction)
{
    /// <summary>The answer to a query without a word in it.</summary>
    public static SearchResult Nothing { get; } = new([], 0, 0, Band.Unknown, null);
}

/// <summary>One entry that was found.</summary>
/// <param name="Id">The id of the <see cref="Passage"/>.</param>
/// <param name="Score">Orders the hits of one query; says nothing across queries.</param>
public readonly record struct Hit(string Id, double Score);

/// <summary>What a confidence means for the reply. The thresholds are in <see cref="Calibration"/>.</summary>
public enum Band
{
    /// <summary>The knowledge has no answer; hand over.</summary>
    Unknown,

    /// <summary>Near the topic: offer the best three ("mungkin maksud Anda").</summary>
    Offered,

    /// <summary>Answer with the source.</summary>
    Sure,
}
