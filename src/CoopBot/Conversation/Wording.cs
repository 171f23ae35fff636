using System.Globalization;

namespace CoopBot.Conversation;

/// <summary>Dates and numbers as people read them. Hand-made, so that no missing culture data of a host changes a reply.</summary>
public static class Wording
{
    private static readonly string[] _months =
        ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

    private static readonly string[] _days = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    private static readonly NumberFormatInfo _indonesian = new()
    {
        NumberGroupSeparator = ".",
        NumberDecimalSeparator = ",",
    };

    /// <summary>"14 Maret 2026", "14 March 2026".</summary>
    public static string Date(DateOnly date, Language language) =>
        $"{Plain(date.Day)} {Month(date, language)}";

    /// <summary>"Mei 2021", "May 2021".</summary>
    public static string Month(DateOnly date, Language language) => language == Language.English
        ? date.ToString("MMMM yyyy", CultureInfo.InvariantCulture)
        : $"{_months[date.Month - 1]} {Plain(date.Year)}";

    /// <summary>"Senin, 23 November 2026", "Monday, 23 November 2026".</summary>
    public static string Day(DateOnly date, Language language) => language == Language.English
        ? $"{date.DayOfWeek}, {Date(date, language)}"
        : $"{_days[(int)date.DayOfWeek]}, {Date(date, language)}";

    /// <summary>"14.05 WIB" in both languages: the office keeps WIB.</summary>
    public static string Time(DateTime utc) => Local(utc).ToString("HH.mm", CultureInfo.InvariantCulture) + " WIB";

    /// <summary>The date in WIB of a UTC time.</summary>
    public static DateOnly LocalDate(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>When a day in WIB begins, UTC.</summary>
    public static DateTime StartOf(DateOnly day) => DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue).AddHours(-7), DateTimeKind.Utc);

    /// <summary>What a person wrote, as one line without Markdown: quoted by the bot it must not become a link or bold of the bot's.</summary>
    public static string Quote(string text) => string.Concat(text.Select(letter => letter switch
    {
        '[' => '(',
        ']' => ')',
        '*' or '_' or '`' or '<' or '>' or '#' or '|' or '~' or '\\' or '!' or '\n' or '\r' => ' ',
        _ => letter,
    })).Replace("://", ": //", StringComparison.Ordinal);

    /// <summary>A sentence as a button shows it: one line, at most sixty letters.</summary>
    public static string Label(string text)
    {
        const int Longest = 60;
        var line = Quote(text).Trim();
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1)].TrimEnd() + "…";
    }

    /// <summary>"4.592", "4,592".</summary>
    public static string Number(long number, Language language) => number.ToString("N0", Format(language));

    /// <summary>"65,2 persen", "65.2 percent": of a share such as .652, rounded half up to one decimal.</summary>
    public static string Percent(decimal share, Language language)
    {
        var rounded = Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("N1", Format(language));
        return language == Language.English ? rounded + " percent" : rounded + " persen";
    }

    /// <summary>"65,2%", "65.2%": for tables and charts.</summary>
    public static string PercentSign(decimal share, Language language) =>
        Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("N1", Format(language)) + "%";

    // WIB is UTC+7 the year round.
    /// <summary>The same moment in WIB.</summary>
    public static DateTime Local(DateTime utc) => utc > DateTime.MaxValue.AddHours(-7) ? utc : utc.AddHours(7);

    private static NumberFormatInfo Format(Language language) =>
        language == Language.English ? NumberFormatInfo.InvariantInfo : _indonesian;

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
