using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>An announcement as its recipient reads it. Pure.</summary>
internal static class AnnouncementReplies
{
    public static readonly Bilingual Label = new("Pengumuman dinas", "Office announcement");
    public static readonly Bilingual ReadButton = new("Sudah saya baca", "I have read it");
    public static readonly Bilingual AskButton = new("Tanya soal ini", "Ask about this");
    public static readonly Bilingual SettingsButton = new("Atur pengumuman", "Manage these");

    private static readonly Bilingual _inWords = new(
        "Balas BACA kalau sudah dibaca, TANYA untuk bertanya, ATUR untuk berhenti.", "Reply READ once read, ASK to ask, MANAGE to stop.");

    private static readonly Bilingual _readAt = new("Dibaca pukul {0}.", "Read at {0}.");
    private static readonly Bilingual _readOn = new("Dibaca {1} pukul {0}.", "Read on {1} at {0}.");

    private static readonly Bilingual _corrected = new("Diperbaiki {0}, {1}.", "Corrected {0}, {1}.");
    private static readonly Bilingual _correction = new("Koreksi pengumuman: {0}", "Correction: {0}");
    private static readonly Bilingual _reminder = new("Pengingat: {0}", "Reminder: {0}");
    private static readonly Bilingual _rewritten = new("Pengumuman **{0}** sudah diperbaiki. Yang benar ada di bawah.", "The announcement **{0}** was corrected. The right one is below.");
    private static readonly Bilingual _withdrawn = new("Pengumuman **{0}** (ditarik).", "Announcement **{0}** (withdrawn).");

    /// <summary>How an announcement stands where nothing of it is there yet, or in the place of what it corrects.</summary>
    public static AnnouncementDress DressOf(Announcement announcement) => announcement.FollowUp == AnnouncementFollowUp.Correction ? AnnouncementDress.Corrected : AnnouncementDress.Plain;

    /// <summary>The announcement for one reader.</summary>
    /// <param name="announcement">What it is.</param>
    /// <param name="values">What its variables stand for.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="office">Who says it.</param>
    /// <param name="day">The day in WIB that it carries.</param>
    /// <param name="readAt">When the reader said that they have read it, UTC; null before that.</param>
    /// <param name="dress">How it stands to what the reader has.</param>
    public static Reply Of(
        Announcement announcement, IReadOnlyDictionary<string, string?> values, Language language, string office, DateOnly day, DateTime? readAt = null, AnnouncementDress dress = AnnouncementDress.Plain)
    {
        var title = Title(announcement, values, language);
        if (announcement.FollowUp == AnnouncementFollowUp.Recall || dress == AnnouncementDress.Rewritten)
        {
            var isRecall = announcement.FollowUp == AnnouncementFollowUp.Recall;
            return new(dress == AnnouncementDress.Rewritten ? (isRecall ? _withdrawn : _rewritten).Format(language, title) : Text(announcement, values, language)) { Language = language };
        }

        var body = Text(announcement, values, language);
        var heading = announcement.FollowUp == AnnouncementFollowUp.Reminder ? _reminder.Format(language, title) : dress == AnnouncementDress.Anew ? _correction.Format(language, title) : title;
        var isEnglish = language == Language.English && announcement.TextEn is not null;
        var action = (isEnglish ? announcement.ActionEn ?? announcement.Action : announcement.Action) is { Length: > 0 } line ? AnnouncementTemplate.Fill(line, values, language) : "";
        var head = $"{Wording.Date(day, language)}, {office}";
        // A preview says when it was written.
        var from = announcement.StartedAt ?? announcement.SendAt ?? announcement.ChangedAt;
        var corrected = dress == AnnouncementDress.Corrected ? _corrected.Format(language, Wording.Date(Wording.LocalDate(from), language), Wording.Time(from)) : "";
        var read = readAt is not { } at ? "" : Wording.LocalDate(at) == day ? _readAt.Format(language, Wording.Time(at)) : _readOn.Format(language, Wording.Time(at), Wording.Date(Wording.LocalDate(at), language));
        var note = string.Join(' ', new[] { corrected, read }.Where(part => part.Length > 0));
        string[] lines = [heading == title ? $"**{Label.In(language)}: {title}**" : $"**{heading}**", head, body, action.Length > 0 ? $"**{action}**" : "", announcement.Link ?? "", note];
        return new(string.Join('\n', lines.Where(part => part.Length > 0)))
        {
            Language = language,
            Card = new(heading, $"{Label.In(language)} · {head}", action, [], note)
            {
                Body = body,
                Link = announcement.Link,
                Picture = announcement.Image is { } image ? new(image, title) : null,
            },
            Choices =
            [
                .. readAt is null ? [new Choice(ReadButton.In(language), $"{ReadButton.In(language)} {announcement.SaidNumber}")] : Array.Empty<Choice>(),
                new(AskButton.In(language), $"{AskButton.In(language)} {announcement.SaidNumber}"),
                new(SettingsButton.In(language), SettingsButton.In(language)),
            ],
            InWords = readAt is null ? _inWords.In(language) : null,
        };
    }

    /// <summary>The title for one reader.</summary>
    public static string Title(Announcement announcement, IReadOnlyDictionary<string, string?> values, Language language) =>
        AnnouncementTemplate.Fill(language == Language.English && announcement.TextEn is not null ? announcement.TitleEn ?? announcement.Title : announcement.Title, values, language);

    private static string Text(Announcement announcement, IReadOnlyDictionary<string, string?> values, Language language) =>
        AnnouncementTemplate.Fill(language == Language.English && announcement.TextEn is { } english ? english : announcement.Text, values, language);
}

/// <summary>How what is said stands to what the reader has.</summary>
internal enum AnnouncementDress
{
    /// <summary>By itself.</summary>
    Plain,

    /// <summary>In place of the wrong text: it says since when.</summary>
    Corrected,

    /// <summary>The right text in a message of its own, where the wrong one cannot be changed.</summary>
    Anew,

    /// <summary>A line in place of what holds no more, where the message that says so follows.</summary>
    Rewritten,
}
