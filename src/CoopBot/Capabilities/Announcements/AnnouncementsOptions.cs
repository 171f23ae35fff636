using System.ComponentModel.DataAnnotations;

namespace CoopBot.Capabilities.Announcements;

/// <summary>How announcements are sent. Section <c>Announcements</c>.</summary>
public sealed class AnnouncementsOptions
{
    /// <summary>The most messages in any second to one tenant, over all processes, the <see cref="Burst"/> included; 0 for no limit.</summary>
    [Range(0, 10_000, ErrorMessage = "Announcements__RatePerSecond must be a number from 0 (no limit) to 10000.")]
    public int RatePerSecond { get; set; } = 30;

    /// <summary>How many may go at once after a rest.</summary>
    [Range(1, 1_000, ErrorMessage = "Announcements__Burst must be a number from 1 to 1000.")]
    public int Burst { get; set; } = 5;

    /// <summary>How many messages are under way at once in one process.</summary>
    [Range(1, 256, ErrorMessage = "Announcements__Concurrency must be a number from 1 to 256.")]
    public int Concurrency { get; set; } = 16;

    /// <summary>Nothing is sent from then on, WIB, such as <c>20:00</c>. Null without quiet hours.</summary>
    public TimeOnly? QuietFrom { get; set; }

    /// <summary>Until then, WIB, such as <c>07:00</c>.</summary>
    public TimeOnly? QuietUntil { get; set; }

    /// <summary>How many topic announcements a person gets in a day at most; the others come the next day. 0 for no limit.</summary>
    [Range(0, 100, ErrorMessage = "Announcements__TopicsPerDay must be a number from 0 (no limit) to 100.")]
    public int TopicsPerDay { get; set; } = 3;

    /// <summary>Whether another publisher than the author has to agree before anything is sent.</summary>
    public bool TwoPeople { get; set; }

    /// <summary>When the quiet hours that a moment lies in end, UTC; null outside of them.</summary>
    public DateTime? QuietEnds(DateTime utc)
    {
        if (QuietFrom is not { } from || QuietUntil is not { } until || from == until)
        {
            return null;
        }

        var local = Conversation.Wording.Local(utc);
        var time = TimeOnly.FromDateTime(local);
        if (!time.IsBetween(from, until))
        {
            return null;
        }

        var end = local.Date + until.ToTimeSpan();
        return utc + ((end > local ? end : end.AddDays(1)) - local);
    }
}
