using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What becomes of a delivery after one send. Pure.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="DueAt">When it is tried again, UTC, where it is pending.</param>
/// <param name="Tries">How often the channel did not take it.</param>
/// <param name="Doubts">How often nobody knew.</param>
/// <param name="Reason">Why.</param>
public readonly record struct DeliveryDecision(DeliveryState State, DateTime DueAt, int Tries, int Doubts, string? Reason)
{
    /// <summary>After so many refusals that might pass it is given up, and can be queued again by hand (fault 80).</summary>
    public const int MaxTries = 8;

    /// <summary>A message that may have arrived is repeated twice.</summary>
    public const int MaxDoubts = 3;

    /// <summary>The longest that a channel's Retry-After holds one conversation up (fault 57).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>How long until bad credentials are tried again: for a person to mend (fault 60).</summary>
    public static readonly TimeSpan NotAllowedFor = TimeSpan.FromMinutes(10);

    /// <summary>The longest pause between tries, before a half more at most.</summary>
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan _defaultThrottle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _doubtPause = TimeSpan.FromSeconds(30);

    /// <summary>The decision.</summary>
    /// <param name="result">What came of the send.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="until">When the announcement's validity ends, UTC.</param>
    /// <param name="jitter">From 0 to 1: so that many do not come back at once.</param>
    public static DeliveryDecision After(BroadcastResult result, DateTime now, DateTime until, double jitter)
    {
        ArgumentNullException.ThrowIfNull(result);
        var (tries, doubts) = (result.Item.Tries, result.Item.Doubts);
        return result.Outcome switch
        {
            BroadcastOutcome.Sent => new(DeliveryState.Sent, now, tries, doubts, null),
            BroadcastOutcome.Throttled => Again(Bounded(result.RetryAfter ?? _defaultThrottle * (1 + jitter)), tries, doubts, DeliveryReason.Throttled),
            BroadcastOutcome.NotNow when tries + 1 >= MaxTries => new(DeliveryState.GaveUp, now, tries + 1, doubts, DeliveryReason.Unavailable),
            BroadcastOutcome.NotNow => Again(Backoff(tries, jitter), tries + 1, doubts, DeliveryReason.Unavailable),
            BroadcastOutcome.Unknown when doubts + 1 >= MaxDoubts => new(DeliveryState.Uncertain, now, tries, doubts + 1, DeliveryReason.NoAnswer),
            BroadcastOutcome.Unknown => Again(_doubtPause * (1 + jitter), tries, doubts + 1, DeliveryReason.NoAnswer),
            BroadcastOutcome.Gone => new(DeliveryState.Unreachable, now, tries, doubts, DeliveryReason.Gone),
            BroadcastOutcome.NoConversation => new(DeliveryState.Unreachable, now, tries, doubts, DeliveryReason.NoConversation),
            BroadcastOutcome.NotAllowed => Again(NotAllowedFor, tries, doubts, DeliveryReason.NotAllowed),
            BroadcastOutcome.Refused => new(DeliveryState.GaveUp, now, tries + 1, doubts, $"{DeliveryReason.Refused}:{result.Status}"),
            BroadcastOutcome.NotWanted => new(DeliveryState.Cancelled, now, tries, doubts, DeliveryReason.OptedOut),
            BroadcastOutcome.NotToday => Again(Wording.StartOf(Wording.LocalDate(now).AddDays(1)) - now, tries, doubts, DeliveryReason.EnoughToday),
            BroadcastOutcome.Quiet => Again(result.RetryAfter ?? _defaultThrottle, tries, doubts, DeliveryReason.Quiet),
            BroadcastOutcome.NotNeeded => new(DeliveryState.Cancelled, now, tries, doubts, DeliveryReason.Read),
            BroadcastOutcome.Away => new(DeliveryState.Pending, until, tries, doubts, DeliveryReason.Away),
            _ => new(DeliveryState.Pending, now, tries, doubts, null),
        };

        DeliveryDecision Again(TimeSpan wait, int tried, int doubted, string reason) => new(DeliveryState.Pending, now + wait, tried, doubted, reason);
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;

    /// <summary>2 s, tripled each time, up to a quarter of an hour; a half more at most.</summary>
    private static TimeSpan Backoff(int tries, double jitter)
    {
        var wait = TimeSpan.FromSeconds(2 * Math.Pow(3, Math.Min(tries, 10)));
        return (wait > LongestBackoff ? LongestBackoff : wait) * (1 + (jitter / 2));
    }
}
