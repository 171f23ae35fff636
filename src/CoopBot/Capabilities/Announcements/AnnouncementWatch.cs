using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Capabilities.Announcements;

/// <summary>A progress card in a member of staff's chat, kept true until the announcement has ended.</summary>
public sealed class AnnouncementWatch
{
    /// <summary>Our own key.</summary>
    public long Id { get; init; }

    /// <summary>Whose progress it shows.</summary>
    public long AnnouncementId { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The conversation that the card is in.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Who looks at it; see <see cref="ConversationKey.Person"/>.</summary>
    public required string PersonId { get; init; }

    /// <summary>The channel's id of the card's message; null where it answered a turn as a message of its own: the turn knows it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The turn that it answered.</summary>
    public required string ActivityId { get; init; }

    /// <summary>The language of the card.</summary>
    public Language Language { get; init; }

    /// <summary>What it shows, as a hash: the same again is not sent.</summary>
    public required string Shown { get; init; }

    /// <summary>When to look next, UTC. While a process edits it: when its lease ends.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>The look that holds it: a result of another one is discarded.</summary>
    public long Fence { get; init; }
}

internal sealed class AnnouncementWatchTable : IEntityTypeConfiguration<AnnouncementWatch>
{
    public void Configure(EntityTypeBuilder<AnnouncementWatch> table)
    {
        table.ToTable("AnnouncementWatches");
        table.Property(watch => watch.Language).HasConversion<string>();
        table.HasIndex(watch => watch.DueAt);
        table.HasIndex(watch => new { watch.Channel, watch.ConversationId, watch.ActivityId }).IsUnique();
        table.HasIndex(watch => new { watch.Channel, watch.PersonId });
        table.HoldsPersonalData(new(new("Kartu kemajuan pengumuman", "Progress cards of announcements"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Purpose = new("Supaya kartu kemajuan di obrolan petugas yang mengirim pengumuman tetap benar.", "So that the progress card in the chat of the staff member who sends an announcement stays true."),
            Kept = new("Sampai pengumumannya selesai, paling lama satu hari sesudahnya.", "Until the announcement has ended, and a day after that at most."),
            Copied = new Dictionary<string, string>
            {
                [nameof(AnnouncementWatch.AnnouncementId)] = "pengumuman",
                [nameof(AnnouncementWatch.Channel)] = "saluran",
                [nameof(AnnouncementWatch.ConversationId)] = "nomor obrolan",
                [nameof(AnnouncementWatch.PersonId)] = "nomor akun",
                [nameof(AnnouncementWatch.MessageId)] = "nomor pesan",
                [nameof(AnnouncementWatch.ActivityId)] = "nomor pesan yang dijawab",
                [nameof(AnnouncementWatch.Language)] = "bahasa",
            },
            LeftOut = new Dictionary<string, string>
            {
                [nameof(AnnouncementWatch.Id)] = "a place in the table",
                [nameof(AnnouncementWatch.Shown)] = "a hash of what the card shows",
                [nameof(AnnouncementWatch.DueAt)] = "when the service looks next",
                [nameof(AnnouncementWatch.Fence)] = "which process looks",
            },
        });
    }
}
