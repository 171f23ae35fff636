using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What a person has said of announcements: no more of any, or yes or no to a topic. Without a row: service notices, no topics.</summary>
public sealed class Subscription
{
    /// <summary>The topic of a row that is about all announcements.</summary>
    public const string Everything = "";

    /// <summary>The channel of the person.</summary>
    public required string Channel { get; init; }

    /// <summary>Who; see <see cref="ConversationKey.Person"/>.</summary>
    public required string PersonId { get; init; }

    /// <summary>A key of <see cref="AnnouncementTopic"/>, or <see cref="Everything"/>.</summary>
    public required string Topic { get; init; }

    /// <summary>Wanted, or not.</summary>
    public bool Wanted { get; init; }

    /// <summary>When it was said, UTC: the proof of consent.</summary>
    public DateTime At { get; init; }
}

/// <summary>What people can subscribe to.</summary>
/// <param name="Key">As stored and as the API takes it.</param>
/// <param name="Title">As people read it.</param>
public sealed record AnnouncementTopic(string Key, Bilingual Title)
{
    /// <summary>All topics.</summary>
    public static IReadOnlyList<AnnouncementTopic> All { get; } =
    [
        new("koperasi", new("koperasi", "cooperatives")),
        new("pembinaan", new("pembinaan", "guidance programmes")),
        new("produk", new("produk dan galeri", "products and the gallery")),
        new("ekspor", new("ekspor", "export")),
        new("pembiayaan", new("pembiayaan", "financing")),
    ];

    /// <summary>The topic of a key; null where there is none.</summary>
    public static AnnouncementTopic? Of(string key) => All.FirstOrDefault(topic => topic.Key == key);
}

internal sealed class SubscriptionTable : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> table)
    {
        table.ToTable("Subscriptions");
        table.HasKey(subscription => new { subscription.Channel, subscription.PersonId, subscription.Topic });
        table.HoldsPersonalData(new(new("Langganan pengumuman", "Subscriptions to announcements"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("{0} pilihan pengumuman", "{0} choices about announcements"),
            Purpose = new("Supaya hanya pengumuman yang diinginkan yang dikirim.", "So that only wanted announcements are sent."),
            Kept = new("Sampai diubah atau dihapus.", "Until changed or deleted."),
            Copied = new Dictionary<string, string>
            {
                [nameof(Subscription.At)] = "waktu",
                [nameof(Subscription.Channel)] = "saluran",
                [nameof(Subscription.PersonId)] = "nomor akun",
                [nameof(Subscription.Topic)] = "topik",
                [nameof(Subscription.Wanted)] = "diinginkan",
            },
        });
    }
}
