using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CoopBot.Conversation;

/// <summary>How much one person and one conversation may say. Section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>Messages of one person: so many at once, and so many a minute. Default 60.</summary>
    [Range(5, 100_000, ErrorMessage = "Limits__PersonPerMinute must be from 5 to 100000.")]
    public int PersonPerMinute { get; set; } = 60;

    /// <summary>Messages in one conversation, whoever writes them. Default 120.</summary>
    [Range(5, 100_000, ErrorMessage = "Limits__ConversationPerMinute must be from 5 to 100000.")]
    public int ConversationPerMinute { get; set; } = 120;
}

/// <summary>What a message meets at the limit.</summary>
public enum LimitVerdict
{
    /// <summary>It has its turn.</summary>
    Within,

    /// <summary>It is the first too many: the person is told once.</summary>
    FirstTooMany,

    /// <summary>The person has been told; silence.</summary>
    TooMany,
}

/// <summary>
/// Holds up a flood (fault 42): by person and by conversation, never by address, since all of Teams comes from few. Who is over
/// the limit is told once and waits a minute; others notice nothing. In memory: a restart forgives.
/// </summary>
public sealed class MessageLimits(IOptions<LimitsOptions> options, TimeProvider time)
{
    /// <summary>So often those that are full again are forgotten; counting them would take every lock of the dictionary.</summary>
    private const int BetweenSweeps = 20_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Channel, string Id, bool IsPerson), Meter> _meters = new();
    private int _taken;

    /// <summary>Counts a message.</summary>
    public LimitVerdict Take(ConversationKey key)
    {
        var person = Take((key.Channel, key.Person, true), options.Value.PersonPerMinute);
        return person == LimitVerdict.Within ? Take((key.Channel, key.Conversation, false), options.Value.ConversationPerMinute) : person;
    }

    /// <summary>The person has been told to wait, and the minute is not over.</summary>
    public bool IsWaiting(string channel, string person) =>
        _meters.TryGetValue((channel, person, true), out var meter) && time.GetUtcNow() < meter.ClosedUntil;

    private LimitVerdict Take((string, string, bool) key, int perMinute)
    {
        var now = time.GetUtcNow();
        if (Interlocked.Increment(ref _taken) % BetweenSweeps == 0)
        {
            Forget(now);
        }

        var meter = _meters.GetOrAdd(key, static _ => new());
        lock (meter)
        {
            if (now < meter.ClosedUntil)
            {
                return LimitVerdict.TooMany;
            }

            // A bucket of one minute's messages that fills as time goes (GCRA): only the moment it is full again is kept.
            var full = (meter.FullAt > now ? meter.FullAt : now) + Minute / perMinute;
            if (full - now > Minute)
            {
                meter.ClosedUntil = now + Minute;
                meter.FullAt = meter.ClosedUntil;
                return LimitVerdict.FirstTooMany;
            }

            meter.FullAt = full;
            return LimitVerdict.Within;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, meter) in _meters)
        {
            if (meter.FullAt <= now)
            {
                _meters.TryRemove(key, out _);
            }
        }
    }

    private sealed class Meter
    {
        public DateTimeOffset FullAt { get; set; }

        public DateTimeOffset ClosedUntil { get; set; }
    }
}
