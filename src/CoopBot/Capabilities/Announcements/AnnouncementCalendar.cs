using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>When a repeated announcement comes again. Days are WIB's; one that falls on a day that the office does not work on is moved. Pure.</summary>
public static class AnnouncementCalendar
{
    /// <summary>The occurrence after one.</summary>
    /// <param name="first">The time of the series' first, UTC: its day of the month is the one meant (31 in February is the 28th, in March the 31st again).</param>
    /// <param name="before">The nominal time of the one before, UTC.</param>
    /// <param name="repeat">How often.</param>
    /// <param name="calendar">The days that the office works on.</param>
    /// <returns>The nominal time and the time it is sent, UTC; a month's end moves back to a working day, any other forward.</returns>
    public static (DateTime Nominal, DateTime SendAt) Next(DateTime first, DateTime before, AnnouncementRepeat repeat, OfficeCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var day = Wording.LocalDate(before);
        var next = repeat switch
        {
            AnnouncementRepeat.Weekly => day.AddDays(7),
            AnnouncementRepeat.Monthly => InMonth(day.AddDays(1 - day.Day).AddMonths(1), Wording.LocalDate(first).Day),
            AnnouncementRepeat.MonthEnd => InMonth(day.AddDays(1 - day.Day).AddMonths(1), 31),
            _ => throw new ArgumentOutOfRangeException(nameof(repeat)),
        };
        var time = Wording.Local(before) - Wording.Local(before).Date;
        return (Wording.StartOf(next) + time, Wording.StartOf(OnWorkday(next, repeat, calendar)) + time);
    }

    /// <summary>The first occurrence: the day asked for, moved as the others are.</summary>
    public static DateTime First(DateTime at, AnnouncementRepeat repeat, OfficeCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return repeat == AnnouncementRepeat.None ? at : Wording.StartOf(OnWorkday(Wording.LocalDate(at), repeat, calendar)) + (Wording.Local(at) - Wording.Local(at).Date);
    }

    private static DateOnly OnWorkday(DateOnly day, AnnouncementRepeat repeat, OfficeCalendar calendar)
    {
        if (repeat != AnnouncementRepeat.MonthEnd)
        {
            return calendar.WorkdayFrom(day);
        }

        var back = day;
        while (!calendar.IsWorkday(back) && back.Month == day.Month && back.Day > 1)
        {
            back = back.AddDays(-1);
        }

        return calendar.IsWorkday(back) ? back : day;
    }

    private static DateOnly InMonth(DateOnly first, int day) => new(first.Year, first.Month, Math.Min(day, DateTime.DaysInMonth(first.Year, first.Month)));
}
