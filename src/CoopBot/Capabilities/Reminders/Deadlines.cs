using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Reminders;

/// <summary>What a deadline is about.</summary>
public enum DeadlineKind
{
    /// <summary>The RAT on the book year that closed last.</summary>
    Rat,

    /// <summary>The end of the NIK certificate.</summary>
    Certificate,
}

/// <summary>A deadline that a cooperative has not met, as far as its record says.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Day">The last day.</param>
public readonly record struct Deadline(DeadlineKind Kind, DateOnly Day);

/// <summary>
/// Which deadlines stand open, and when one is reminded of them: three months, one month and a week before. Pure.
/// UU 25/1992 Pasal 26: the RAT on a book year is held within six months after it.
/// </summary>
public static class Deadlines
{
    private static readonly (string Occasion, Func<DateOnly, DateOnly> On)[] _occasions =
        [("3m", day => day.AddMonths(-3)), ("1m", day => day.AddMonths(-1)), ("1w", day => day.AddDays(-7))];

    /// <summary>The deadlines that stand open on a day; none that has passed.</summary>
    public static IEnumerable<Deadline> Open(Cooperative cooperative, DateOnly today, OfficeOptions office)
    {
        ArgumentNullException.ThrowIfNull(cooperative);
        var (closed, rat) = BookYear.LastClosed(today, office);
        if (today <= rat && (cooperative.LastRat is not { } held || held <= closed))
        {
            yield return new(DeadlineKind.Rat, rat);
        }

        if (cooperative.CertificateValidUntil is { } until && today <= until)
        {
            yield return new(DeadlineKind.Certificate, until);
        }
    }

    /// <summary>The occasion that a deadline has come to on a day: the latest of the three; null before the first.</summary>
    public static string? Occasion(DateOnly deadline, DateOnly today) => _occasions.LastOrDefault(occasion => occasion.On(deadline) <= today).Occasion;
}
