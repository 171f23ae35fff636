using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Reminders;

/// <summary>What a person is reminded of, in words. Pure.</summary>
internal static class ReminderReplies
{
    /// <summary>One message for all deadlines that a person is reminded of.</summary>
    public static Reply Of(IReadOnlyList<(Cooperative Record, Deadline Deadline)> owed, Language language, OfficeOptions office, DateOnly today)
    {
        var text = owed is [var (record, deadline)]
            ? deadline.Kind == DeadlineKind.Rat
                ? Format(ReminderTexts.Rat, language, Name(record, language), BookYear(today, office), Wording.Day(deadline.Day, language), office.RatMonths, Wording.Date(record.DataDate, language))
                : Format(ReminderTexts.Certificate, language, Name(record, language), Wording.Day(deadline.Day, language), Wording.Date(record.DataDate, language))
            : string.Join('\n', [
                Format(ReminderTexts.Several, language, Wording.Number(owed.Count, language)),
                .. owed.Select((one, index) => $"{Wording.Number(index + 1, language)}. {Line(one.Record, one.Deadline)}"),
                Format(ReminderTexts.SeveralSource, language, Wording.Date(owed.Min(one => one.Record.DataDate), language))]);
        return new(text)
        {
            Language = language,
            Suggestions = owed.Any(one => one.Deadline.Kind == DeadlineKind.Rat)
                ? [ReminderTexts.PlannedButton.In(language), ReminderTexts.AgainButton.In(language), ReminderTexts.OffButton.In(language)]
                : [ReminderTexts.AgainButton.In(language), ReminderTexts.OffButton.In(language), Phrases.AskOfficer.In(language)],
        };

        string Line(Cooperative cooperative, Deadline due) => due.Kind == DeadlineKind.Rat
            ? Format(ReminderTexts.RatLine, language, Name(cooperative, language), BookYear(today, office), Wording.Day(due.Day, language))
            : Format(ReminderTexts.CertificateLine, language, Name(cooperative, language), Wording.Day(due.Day, language));
    }

    /// <summary>"Koperasi Maju Bersama, Sintang (data contoh)".</summary>
    public static string Name(Cooperative cooperative, Language language) =>
        Wording.Quote(cooperative.Name).Trim() + (District.ByCode(cooperative.Regency)?.Name is { } place ? $", {place}" : "") + (cooperative.Synthetic ? $" ({ReminderTexts.Sample.In(language)})" : "");

    /// <summary>The text with its gaps filled in.</summary>
    public static string Format(Bilingual text, Language language, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, text.In(language), values);

    private static int BookYear(DateOnly today, OfficeOptions office) => Deadlines.Rat(today, office).Closed.Year;
}
