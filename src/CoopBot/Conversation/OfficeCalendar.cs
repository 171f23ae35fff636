namespace CoopBot.Conversation;

/// <summary>When the office works, in WIB. Until the office has set it nothing is promised by it and nobody is written to unasked.</summary>
public sealed class OfficeCalendar(OfficeOptions office)
{
    /// <summary>Whether the office has said when it works.</summary>
    public bool IsSet => office is { Opens: not null, Closes: not null };

    /// <summary>Whether it works now; never before it is set.</summary>
    public bool IsOpen(DateTime utc) =>
        office is { Opens: { } opens, Closes: { } closes } && IsWorkday(Wording.LocalDate(utc)) && TimeOnly.FromDateTime(Wording.Local(utc)) is var now && now >= opens && now < closes;

    /// <summary>That day, or the next one that it works on.</summary>
    public DateOnly WorkdayFrom(DateOnly day)
    {
        // An office of nothing but holidays is not waited for longer than a year.
        var last = day.AddYears(1);
        while (day < last && !IsWorkday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>Whether it works on that day.</summary>
    public bool IsWorkday(DateOnly day) => !office.Holidays.Contains(day)
        && (office.WorkDays.Count > 0 ? office.WorkDays.Contains(day.DayOfWeek) : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
}
