using System.Text.RegularExpressions;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What its author should know before an announcement is sent, though nothing is wrong with it. Pure.</summary>
public static partial class AnnouncementWarnings
{
    /// <summary>The warnings, in order of the form.</summary>
    /// <param name="draft">What is to be sent.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="options">The quiet hours.</param>
    /// <param name="calendar">The days that the office works on.</param>
    public static IEnumerable<Bilingual> Of(AnnouncementDraft draft, DateTime now, AnnouncementsOptions options, OfficeCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(options);
        var words = $"{draft.Title}\n{draft.Text}\n{draft.Action}";
        if (Hurry().Match(words) is { Success: true } hurry && !SaysWhen().IsMatch(words))
        {
            yield return new($"Ada kata “{hurry.Value}” tanpa tanggal. Sebut tanggalnya, supaya jelas sampai kapan.", $"It says \"{hurry.Value}\" without a date. Name the day, so that it is clear until when.");
        }

        if (draft.StartsAt is { } asked && AnnouncementCalendar.First(asked, draft.RepeatOrNone, calendar) is var moved && moved != asked)
        {
            yield return new($"Hari itu bukan hari kerja. Akan dikirim {Wording.Day(Wording.LocalDate(moved), Language.Indonesian)}.", $"The office does not work on that day. It will be sent on {Wording.Day(Wording.LocalDate(moved), Language.English)}.");
        }

        var start = draft.StartsAt is { } at && at > now ? AnnouncementCalendar.First(at, draft.RepeatOrNone, calendar) : now;
        if (options.QuietEnds(start) is { } morning)
        {
            yield return new(
                $"Waktu kirimnya jatuh pada jam tenang: akan dikirim pukul {Wording.Time(morning)}, {Wording.Day(Wording.LocalDate(morning), Language.Indonesian)}.",
                $"That lies in the quiet hours: it will be sent at {Wording.Time(morning)}, {Wording.Day(Wording.LocalDate(morning), Language.English)}.");
        }
    }

    [GeneratedRegex(@"\b(segera|secepatnya|secepat mungkin|sesegera mungkin)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hurry();

    // A day with its month in words or digits, or a day of the week.
    [GeneratedRegex(
        @"\b\d{1,2}\s+(jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)\w*|\b\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?\b|\b(senin|selasa|rabu|kamis|jumat|sabtu|minggu depan|hari ini|besok|akhir bulan)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysWhen();
}
