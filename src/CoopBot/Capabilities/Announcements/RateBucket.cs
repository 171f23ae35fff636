namespace CoopBot.Capabilities.Announcements;

/// <summary>
/// A lane's right to send. The bucket refills at the rate less the burst, so that no second sees more than the rate; after a pause for
/// throttling it goes at half of it for ten minutes. Pure; the row is shared by all processes.
/// </summary>
/// <param name="Tokens">What is in the bucket, from 0 to the burst.</param>
/// <param name="CountedAt">When that was, UTC.</param>
/// <param name="Recent">The last twenty results.</param>
/// <param name="PausedUntil">Nothing before, UTC.</param>
/// <param name="HalvedUntil">Half the rate until then, UTC.</param>
public readonly record struct RateBucket(double Tokens, DateTime CountedAt, string Recent, DateTime? PausedUntil, DateTime? HalvedUntil)
{
    /// <summary>How many results are remembered.</summary>
    public const int Remembered = 20;

    /// <summary>How long half the rate lasts after a pause.</summary>
    public static readonly TimeSpan HalvedFor = TimeSpan.FromMinutes(10);

    // A clock that was set wrong must not stop a lane for longer than any pause of ours lasts.
    private static readonly TimeSpan _longestPause = DeliveryDecision.LongestWait + TimeSpan.FromMinutes(1);

    /// <summary>A lane's first bucket.</summary>
    public static RateBucket New(DateTime now, AnnouncementsOptions options) => new(options.Burst, now, "", null, null);

    /// <summary>The lane waits, because most of its sends were throttled.</summary>
    public bool IsPaused(DateTime now) => PausedUntil is { } until && until > now && until - now <= _longestPause;

    /// <summary>The bucket as it is now. A clock that was set back or far ahead neither empties nor overfills it (fault 84).</summary>
    public RateBucket At(DateTime now, AnnouncementsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var elapsed = Math.Clamp((now - CountedAt).TotalSeconds, 0, 1);
        return this with { Tokens = Math.Clamp(Tokens + (elapsed * Refill(now, options)), 0, options.Burst), CountedAt = now };
    }

    /// <summary>How many may go now.</summary>
    public int Whole => (int)Tokens;

    /// <summary>How long until there are as many as are worth asking for.</summary>
    public TimeSpan Until(int tokens, DateTime now, AnnouncementsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return TimeSpan.FromSeconds(Math.Max(0, Math.Min(tokens, options.Burst) - Tokens) / Refill(now, options));
    }

    /// <summary>After a result: where more than half of the last twenty were throttled the lane pauses, and comes back at half its rate (fault 57).</summary>
    public RateBucket After(bool throttled, TimeSpan? retryAfter, DateTime now)
    {
        var recent = Recent + (throttled ? 'x' : '.');
        recent = recent.Length > Remembered ? recent[^Remembered..] : recent;
        return throttled && recent.Length == Remembered && recent.Count(one => one == 'x') > Remembered / 2
            ? this with { Recent = "", PausedUntil = now + Bounded(retryAfter), HalvedUntil = now + Bounded(retryAfter) + HalvedFor }
            : this with { Recent = recent };
    }

    private static TimeSpan Bounded(TimeSpan? wait) =>
        wait is not { } asked || asked < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : asked > DeliveryDecision.LongestWait ? DeliveryDecision.LongestWait : asked;

    private double Refill(DateTime now, AnnouncementsOptions options)
    {
        var rate = HalvedUntil is { } until && until > now && until - now <= _longestPause + HalvedFor ? options.RatePerSecond / 2.0 : options.RatePerSecond;
        return Math.Max(rate - options.Burst, rate / 2);
    }
}
