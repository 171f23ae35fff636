using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Capabilities.Announcements;

/// <summary>How far an announcement has come.</summary>
public enum AnnouncementState
{
    /// <summary>Being written; nobody gets it.</summary>
    Draft,

    /// <summary>Its author wants it sent; another publisher has to agree.</summary>
    AwaitingApproval,

    /// <summary>It starts at <see cref="Announcement.SendAt"/>.</summary>
    Scheduled,

    /// <summary>Sending has been ordered; its recipients are being written down. None is sent to yet.</summary>
    Preparing,

    /// <summary>The audience is fixed and sent to.</summary>
    Sending,

    /// <summary>Nothing new is sent; what was under way is being accounted for.</summary>
    Cancelling,

    /// <summary>Every recipient is accounted for.</summary>
    Finished,

    /// <summary>It was stopped, before or during sending, and every recipient is accounted for.</summary>
    Cancelled,
}

/// <summary>Whom an announcement may reach without having asked for it.</summary>
public enum AnnouncementKind
{
    /// <summary>A notice of the service: everyone who has written to the bot and has not said "berhenti".</summary>
    Service,

    /// <summary>On a topic: only those who subscribed to it.</summary>
    Topic,
}

/// <summary>How often an announcement repeats, by the day in WIB.</summary>
public enum AnnouncementRepeat
{
    /// <summary>Once.</summary>
    None,

    /// <summary>The same day of each week.</summary>
    Weekly,

    /// <summary>The same day of each month; where a month has no such day, its last one.</summary>
    Monthly,

    /// <summary>The last day of each month.</summary>
    MonthEnd,
}

/// <summary>What an announcement is to an earlier one. The earlier one stays as it was: the record of what was sent.</summary>
public enum AnnouncementFollowUp
{
    /// <summary>Nothing: it stands for itself.</summary>
    None,

    /// <summary>The right text in place of a wrong one.</summary>
    Correction,

    /// <summary>The office takes it back.</summary>
    Recall,

    /// <summary>The same once more, for those who have not read it.</summary>
    Reminder,
}

/// <summary>Something that the office tells chosen people.</summary>
public sealed class Announcement
{
    /// <summary>Its number; people see <c>P-12</c>.</summary>
    public long Id { get; set; }

    /// <summary>Its title: the toast, and the card's first line.</summary>
    public required string Title { get; set; }

    /// <summary>What it says: Markdown of the small kind; may hold variables such as <c>{{koperasi}}</c>.</summary>
    public required string Text { get; set; }

    /// <summary>The title for readers of English; null where they get the Indonesian one.</summary>
    public string? TitleEn { get; set; }

    /// <summary>The text for readers of English.</summary>
    public string? TextEn { get; set; }

    /// <summary>What to do and by when, in one line; null where nothing is asked for.</summary>
    public string? Action { get; set; }

    /// <summary>The same line for readers of English; null where they get the Indonesian one.</summary>
    public string? ActionEn { get; set; }

    /// <summary>An https address; null without one.</summary>
    public string? Link { get; set; }

    /// <summary>The https address of a picture; null without one.</summary>
    public string? Image { get; set; }

    /// <summary>Whom it may reach unasked.</summary>
    public AnnouncementKind Kind { get; set; }

    /// <summary>Whom it is for: an <see cref="Announcements.Audience"/> as JSON.</summary>
    public required string Audience { get; set; }

    /// <summary>How far it has come.</summary>
    public AnnouncementState State { get; set; }

    /// <summary>Grows with each change of what it says or whom it is for: an approval is of one version.</summary>
    public int Version { get; set; } = 1;

    /// <summary>When it is to start, UTC; null for as soon as it is sent.</summary>
    public DateTime? SendAt { get; set; }

    /// <summary>After that nobody gets it any more, UTC.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>How often it comes again.</summary>
    public AnnouncementRepeat Repeat { get; set; }

    /// <summary>The first of a repeated one; null for that itself.</summary>
    public long? SeriesId { get; set; }

    /// <summary>The time that the repetition counts from, UTC: <see cref="SendAt"/> before closed days moved it.</summary>
    public DateTime? NominalAt { get; set; }

    /// <summary>Which announcement it follows up; null where it stands for itself.</summary>
    public long? FollowsId { get; set; }

    /// <summary>What it is to that one.</summary>
    public AnnouncementFollowUp FollowUp { get; set; }

    /// <summary>Who wrote it: a staff identity.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Who changed it last: they cannot approve it either.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Who ordered or approved the sending.</summary>
    public string? SentBy { get; set; }

    /// <summary>How many people it goes to: fixed when sending starts, null before.</summary>
    public int? AudienceCount { get; set; }

    /// <summary>When sending started, UTC.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When the last recipient was accounted for, UTC.</summary>
    public DateTime? FinishedAt { get; set; }

    /// <summary>After that whoever has not got it is accounted for, UTC; set when sending starts.</summary>
    public DateTime? Until { get; set; }

    /// <summary>The sender of the request with its Idempotency-Key: the same again is the same announcement (fault 74).</summary>
    public string? RequestKey { get; set; }

    /// <summary>SHA-256 of that request: another request with the same key is refused.</summary>
    public string? RequestHash { get; set; }

    /// <summary>The number as people and pages write it.</summary>
    public string Number => NumberOf(Id);

    /// <summary>The number that its buttons name: a reminder's are those of what it reminds of.</summary>
    public string SaidNumber => FollowUp == AnnouncementFollowUp.Reminder && FollowsId is { } id ? NumberOf(id) : Number;

    /// <summary>Nothing of it has been sent, and it may still be.</summary>
    public bool IsOpen => State is AnnouncementState.Draft or AnnouncementState.AwaitingApproval or AnnouncementState.Scheduled;

    /// <summary>Sending was ordered and not every recipient is accounted for.</summary>
    public bool IsRunning => State is AnnouncementState.Preparing or AnnouncementState.Sending or AnnouncementState.Cancelling;

    /// <summary>The number as people and pages write it.</summary>
    public static string NumberOf(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P-{id}");
}

internal sealed class AnnouncementTable : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> table)
    {
        table.ToTable("Announcements");
        table.Ignore(announcement => announcement.Number);
        table.Ignore(announcement => announcement.SaidNumber);
        table.Ignore(announcement => announcement.IsOpen);
        table.Ignore(announcement => announcement.IsRunning);
        table.Property(announcement => announcement.Kind).HasConversion<string>();
        table.Property(announcement => announcement.State).HasConversion<string>();
        table.Property(announcement => announcement.Repeat).HasConversion<string>();
        // Those from before there were any stand for themselves.
        table.Property(announcement => announcement.FollowUp).HasConversion<string>().HasDefaultValue(AnnouncementFollowUp.None);
        table.HasIndex(announcement => announcement.RequestKey).IsUnique();
        table.HasIndex(announcement => announcement.State);
        table.HasIndex(announcement => announcement.FollowsId);
        // A repeated one comes once on its day, whoever prepares it.
        table.HasIndex(announcement => new { announcement.SeriesId, announcement.NominalAt }).IsUnique();
        table.HoldsNoPersonalData(new("Pengumuman", "Announcements"), new("Ditulis dinas; untuk siapa dikirim tersimpan terpisah.", "Written by the office; to whom it went is kept apart."));
    }
}
