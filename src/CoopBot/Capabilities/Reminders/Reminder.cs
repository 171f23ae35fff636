using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Capabilities.Reminders;

/// <summary>How far a reminder has come.</summary>
public enum ReminderState
{
    /// <summary>To be sent.</summary>
    Pending,

    /// <summary>It is there.</summary>
    Sent,

    /// <summary>It may be there; it is not repeated.</summary>
    Uncertain,

    /// <summary>No longer owed: held, renewed, passed, unlinked, or not wanted any more.</summary>
    Dropped,
}

/// <summary>One person, one cooperative, one deadline, one occasion: once, whatever the processes (unique key).</summary>
public sealed class Reminder
{
    /// <summary>Our own key.</summary>
    public long Id { get; init; }

    /// <summary>The channel of the person.</summary>
    public required string Channel { get; init; }

    /// <summary>Who; see <see cref="ConversationKey.Person"/>.</summary>
    public required string PersonId { get; init; }

    /// <summary>Which cooperative: its lasting key.</summary>
    public long CooperativeId { get; init; }

    /// <summary>What the deadline is about.</summary>
    public DeadlineKind Kind { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly Deadline { get; init; }

    /// <summary><c>3m</c>, <c>1m</c>, <c>1w</c>, or <c>again-2027-04-05</c> where the person asked for it.</summary>
    public required string Occasion { get; init; }

    /// <summary>How far it has come.</summary>
    public ReminderState State { get; init; }

    /// <summary>Not before then, UTC.</summary>
    public DateTime NotBefore { get; init; }

    /// <summary>Held by a process until then, UTC; null while nobody has it.</summary>
    public DateTime? LeaseUntil { get; init; }

    /// <summary>Grows with each taking up: a result with an old one is discarded (fault 73).</summary>
    public long Fence { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public DateTime? SentAt { get; init; }
}

internal sealed class ReminderTable : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> table)
    {
        table.ToTable("Reminders");
        table.HasIndex(reminder => new { reminder.Channel, reminder.PersonId, reminder.CooperativeId, reminder.Kind, reminder.Deadline, reminder.Occasion }).IsUnique();
        table.HasIndex(reminder => reminder.NotBefore).HasFilter("\"State\" = 'Pending'");
        table.Property(reminder => reminder.Kind).HasConversion<string>();
        table.Property(reminder => reminder.State).HasConversion<string>();
        table.HoldsPersonalData(new(new("Pengingat tenggat", "Reminders of deadlines"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("{0} pengingat tenggat", "{0} reminders of deadlines"),
            Purpose = new("Supaya tiap pengingat yang disetujui dikirim sekali, paling banyak seminggu sekali.", "So that each reminder agreed to is sent once, at most once a week."),
            Kept = new("Sampai satu tahun sesudah tenggatnya.", "Until a year after the deadline."),
            Copied = new Dictionary<string, string>
            {
                [nameof(Reminder.Channel)] = "saluran",
                [nameof(Reminder.PersonId)] = "nomor akun",
                [nameof(Reminder.CooperativeId)] = "nomor koperasi",
                [nameof(Reminder.Kind)] = "soal",
                [nameof(Reminder.Deadline)] = "tenggat",
                [nameof(Reminder.Occasion)] = "kesempatan",
                [nameof(Reminder.State)] = "keadaan",
                [nameof(Reminder.SentAt)] = "dikirim",
            },
            LeftOut = new Dictionary<string, string>
            {
                [nameof(Reminder.Id)] = "a place in the table",
                [nameof(Reminder.NotBefore)] = "of the sending",
                [nameof(Reminder.LeaseUntil)] = "of the sending",
                [nameof(Reminder.Fence)] = "of the sending",
            },
        });
    }
}
