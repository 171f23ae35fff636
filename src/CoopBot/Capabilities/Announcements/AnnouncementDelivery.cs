using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Capabilities.Announcements;

/// <summary>How far one recipient's copy has come. The six sum to the audience at every moment.</summary>
public enum DeliveryState
{
    /// <summary>Waiting, under way, or to be tried again.</summary>
    Pending,

    /// <summary>The channel took it.</summary>
    Sent,

    /// <summary>It may be there; no more tries.</summary>
    Uncertain,

    /// <summary>The person has no conversation that can be written to.</summary>
    Unreachable,

    /// <summary>The channel refused it for good, or too often, or its time was over.</summary>
    GaveUp,

    /// <summary>Stopped by the office, or no longer wanted by the person.</summary>
    Cancelled,
}

/// <summary>One person, one announcement: once, whatever the processes (unique key, fault 75).</summary>
public sealed class AnnouncementDelivery
{
    /// <summary>Our own key.</summary>
    public long Id { get; init; }

    /// <summary>Which announcement.</summary>
    public long AnnouncementId { get; init; }

    /// <summary>The channel of the person.</summary>
    public required string Channel { get; init; }

    /// <summary>Who; see <see cref="Conversation.ConversationKey.Person"/>.</summary>
    public required string PersonId { get; init; }

    /// <summary>Whose limits count: the tenant, elsewhere the channel. See <see cref="DeliveryLane"/>.</summary>
    public required string Lane { get; init; }

    /// <summary>How far it has come.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Not before then, UTC. While a process holds it: when its lease ends.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>A process holds it, or held it when it was killed.</summary>
    public bool IsLeased { get; init; }

    /// <summary>The batch that it was taken with: a result with another one is discarded (fault 73).</summary>
    public long Fence { get; init; }

    /// <summary>How often the channel did not take it.</summary>
    public int Tries { get; init; }

    /// <summary>How often nobody knew whether it had arrived: each is noted before it is repeated.</summary>
    public int Doubts { get; init; }

    /// <summary>Why it stands where it stands: see <see cref="DeliveryReason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The conversation that it went to.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The id that the channel gave to it.</summary>
    public string? SentId { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>When the channel said that it was seen, UTC.</summary>
    public DateTime? ReadAt { get; init; }

    /// <summary>When the person said that they have read it, UTC.</summary>
    public DateTime? AcknowledgedAt { get; init; }
}

/// <summary>Why a delivery stands where it stands, as stored; pages say it in words.</summary>
public static class DeliveryReason
{
    /// <summary>The channel asked to slow down.</summary>
    public const string Throttled = "throttled";

    /// <summary>The channel was out of order or could not be reached.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>No answer came, or the process ended before it was noted.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The bot's own credentials were refused.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>The conversation is gone or the bot was removed or blocked.</summary>
    public const string Gone = "gone";

    /// <summary>No address is known any more.</summary>
    public const string NoConversation = "no-conversation";

    /// <summary>A web chat visitor who has not come back yet.</summary>
    public const string Away = "away";

    /// <summary>A web chat visitor who has come back.</summary>
    public const string Back = "back";

    /// <summary>The channel refused the message itself; the status follows a colon.</summary>
    public const string Refused = "refused";

    /// <summary>Its time was over.</summary>
    public const string Expired = "expired";

    /// <summary>The office stopped it.</summary>
    public const string Stopped = "stopped";

    /// <summary>The person does not want it (any more).</summary>
    public const string OptedOut = "opted-out";

    /// <summary>The person's data was deleted.</summary>
    public const string Erased = "erased";

    /// <summary>The person has had as many as a day may bring; it comes the next day.</summary>
    public const string EnoughToday = "enough-today";

    /// <summary>It is not silent, and waits for the end of the quiet hours.</summary>
    public const string Quiet = "quiet";

    /// <summary>The person has read it meanwhile.</summary>
    public const string Read = "read";
}

/// <summary>What holds the sends of one tenant: the token bucket, the last twenty results, and a pause (faults 57, 78). One row, so that all processes share it.</summary>
public sealed class DeliveryLane
{
    /// <summary>The tenant, elsewhere the channel.</summary>
    public required string Lane { get; init; }

    /// <summary>Tokens left.</summary>
    public double Tokens { get; init; }

    /// <summary>When they were counted, UTC.</summary>
    public DateTime CountedAt { get; init; }

    /// <summary>The last twenty results: <c>x</c> where the channel asked to slow down, else <c>.</c>.</summary>
    public required string Recent { get; init; }

    /// <summary>Nothing is sent before, UTC.</summary>
    public DateTime? PausedUntil { get; init; }

    /// <summary>After a pause it goes at half the rate, until then, UTC.</summary>
    public DateTime? HalvedUntil { get; init; }
}

internal sealed class AnnouncementDeliveryTable : IEntityTypeConfiguration<AnnouncementDelivery>
{
    public void Configure(EntityTypeBuilder<AnnouncementDelivery> table)
    {
        table.ToTable("AnnouncementDeliveries");
        table.Property(delivery => delivery.State).HasConversion<string>();
        table.HasIndex(delivery => new { delivery.Channel, delivery.PersonId, delivery.AnnouncementId }).IsUnique();
        table.HasIndex(delivery => new { delivery.AnnouncementId, delivery.Lane, delivery.DueAt }).HasFilter("\"State\" = 'Pending'");
        table.HasIndex(delivery => new { delivery.AnnouncementId, delivery.State });
        table.HoldsPersonalData(new(new("Pengumuman yang dikirim", "Announcements sent"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("{0} pengumuman dinas", "{0} announcements of the office"),
            Purpose = new("Supaya tiap pengumuman sampai sekali, dan dinas tahu berapa yang sampai dan dibaca.", "So that each announcement arrives once, and the office knows how many arrived and were read."),
            Kept = new("Satu tahun sesudah pengumumannya selesai.", "A year after the announcement ended."),
            // The counts of a report sum to its audience for good: the row stays, the person in it does not.
            Blank = """ "PersonId" = '-' || "Id", "ConversationId" = NULL, "SentId" = NULL, "Reason" = CASE WHEN "State" = 'Pending' THEN 'erased' ELSE "Reason" END, "State" = CASE WHEN "State" = 'Pending' THEN 'Cancelled' ELSE "State" END """,
            Copied = new Dictionary<string, string>
            {
                [nameof(AnnouncementDelivery.SentAt)] = "waktu",
                [nameof(AnnouncementDelivery.AnnouncementId)] = "nomor pengumuman",
                [nameof(AnnouncementDelivery.Channel)] = "saluran",
                [nameof(AnnouncementDelivery.PersonId)] = "nomor akun",
                [nameof(AnnouncementDelivery.ConversationId)] = "nomor obrolan",
                [nameof(AnnouncementDelivery.SentId)] = "nomor pesan di saluran",
                [nameof(AnnouncementDelivery.State)] = "keadaan",
                [nameof(AnnouncementDelivery.ReadAt)] = "terlihat",
                [nameof(AnnouncementDelivery.AcknowledgedAt)] = "dinyatakan dibaca",
            },
            LeftOut = new Dictionary<string, string>
            {
                [nameof(AnnouncementDelivery.Id)] = "a place in the table",
                [nameof(AnnouncementDelivery.Lane)] = "of the sending",
                [nameof(AnnouncementDelivery.DueAt)] = "of the sending",
                [nameof(AnnouncementDelivery.IsLeased)] = "of the sending",
                [nameof(AnnouncementDelivery.Fence)] = "of the sending",
                [nameof(AnnouncementDelivery.Tries)] = "of the sending",
                [nameof(AnnouncementDelivery.Doubts)] = "of the sending",
                [nameof(AnnouncementDelivery.Reason)] = "of the sending",
            },
        });
    }
}

internal sealed class DeliveryLaneTable : IEntityTypeConfiguration<DeliveryLane>
{
    public void Configure(EntityTypeBuilder<DeliveryLane> table)
    {
        table.ToTable("DeliveryLanes");
        table.HasKey(lane => lane.Lane);
        table.HoldsNoPersonalData(new("Laju pengiriman", "Rates of sending"), new("Menghitung kiriman per organisasi, bukan per orang.", "Counts sends by organisation, not by person."));
    }
}
