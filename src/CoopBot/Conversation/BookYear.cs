using System.Globalization;

namespace CoopBot.Conversation;

/// <summary>Book years and the deadlines of their RAT (UU 25/1992 Pasal 26: within six months after the year, by the office's setting). Pure.</summary>
public static class BookYear
{
    /// <summary>The last day of the book year that closed last before a day, and the last day for its RAT.</summary>
    public static (DateOnly Closed, DateOnly Rat) LastClosed(DateOnly today, OfficeOptions office)
    {
        ArgumentNullException.ThrowIfNull(office);
        var closed = End(today.Year, office);
        closed = closed < today ? closed : End(today.Year - 1, office);
        return (closed, RatDeadline(closed, office));
    }

    /// <summary>The last day of the newest book year whose RAT deadline is over: a RAT held after it is in time or late, none is overdue.</summary>
    public static DateOnly LastOverdue(DateOnly today, OfficeOptions office)
    {
        var (closed, rat) = LastClosed(today, office);
        return rat < today ? closed : End(closed.Year - 1, office);
    }

    private static DateOnly RatDeadline(DateOnly closed, OfficeOptions office)
    {
        var last = closed.AddMonths(office.RatMonths);
        // The last day of a month stays one: 30 June, and 31 August six months after 28 February.
        var isMonthEnd = closed.Day == DateTime.DaysInMonth(closed.Year, closed.Month);
        return isMonthEnd ? new(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month)) : last;
    }

    private static DateOnly End(int year, OfficeOptions office)
    {
        var month = int.Parse(office.BookYearEnds.AsSpan(0, 2), CultureInfo.InvariantCulture);
        var day = int.Parse(office.BookYearEnds.AsSpan(3, 2), CultureInfo.InvariantCulture);
        return new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
    }
}
