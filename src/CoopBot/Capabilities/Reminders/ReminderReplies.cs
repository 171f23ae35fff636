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
                ? ReminderTexts.Rat.Format(language, Name(record, language), Year(today, office), Wording.Day(deadline.Day, language), office.RatMonths, Wording.Date(record.DataDate, language))
                : ReminderTexts.Certificate.Format(language, Name(record, language), Wording.Day(deadline.Day, language), Wording.Date(record.DataDate, language))
            : string.Join('\n', [
                ReminderTexts.Several.Format(language, Wording.Number(owed.Count, language)),
                .. owed.Select((one, index) => $"{Wording.Number(index + 1, language)}. {Line(one.Record, one.Deadline)}"),
                ReminderTexts.SeveralSource.Format(language, Wording.Date(owed.Min(one => one.Record.DataDate), language))]);
        return new(text)
        {
            Language = language,
            Suggestions = owed.Any(one => one.Deadline.Kind == DeadlineKind.Rat)
                ? [ReminderTexts.PlannedButton.In(language), ReminderTexts.AgainButton.In(language), ReminderTexts.OffButton.In(language)]
                : [ReminderTexts.AgainButton.In(language), ReminderTexts.OffButton.In(language), Phrases.AskOfficer.In(language)],
        };

        string Line(Cooperative cooperative, Deadline due) => due.Kind == DeadlineKind.Rat
            ? ReminderTexts.RatLine.Format(language, Name(cooperative, language), Year(today, office), Wording.Day(due.Day, language))
            : ReminderTexts.CertificateLine.Format(language, Name(cooperative, language), Wording.Day(due.Day, language));
    }

    /// <summary>"Koperasi Maju Bersama, Sintang (data contoh)".</summary>
    public static string Name(Cooperative cooperative, Language language) =>
        Wording.Quote(cooperative.Name).Trim() + (District.ByCode(cooperative.Regency)?.Name is { } place ? $", {place}" : "") + (cooperative.Synthetic ? $" ({ReminderTexts.Sample.In(language)})" : "");

    private static int Year(DateOnly today, OfficeOptions office) => BookYear.LastClosed(today, office).Closed.Year;
}
