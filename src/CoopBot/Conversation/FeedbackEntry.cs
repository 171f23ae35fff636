using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Conversation;

/// <summary>What a person thought of an answer from the knowledge.</summary>
public sealed class FeedbackEntry
{
    /// <summary>In order of saving.</summary>
    public long Id { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's conversation id.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The channel's activity id; once per conversation.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Who said so; empty once the conversation is past its time.</summary>
    public required string PersonId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary><c>like</c> or <c>dislike</c>.</summary>
    public required string Reaction { get; init; }

    /// <summary>Their words, masked, at most 1,000 characters; null without any, and once the conversation is past its time.</summary>
    public string? Text { get; init; }

    /// <summary>The turn it is about, where that is known.</summary>
    public long? TurnId { get; init; }

    /// <summary>The route that answered that turn.</summary>
    public string? Route { get; init; }

    /// <summary>The article that answered it.</summary>
    public string? Article { get; init; }
}

internal sealed class FeedbackTable : IEntityTypeConfiguration<FeedbackEntry>
{
    public void Configure(EntityTypeBuilder<FeedbackEntry> table)
    {
        table.ToTable("Feedback");
        table.HasIndex(entry => new { entry.Channel, entry.ConversationId, entry.ActivityId }).IsUnique();
        table.HasIndex(entry => entry.Article);
        table.HoldsPersonalData(new(new("Penilaian jawaban", "Opinions on answers"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("{0} penilaian jawaban", "{0} opinions on answers"),
            Purpose = new("Untuk memperbaiki jawaban.", "To improve answers."),
            Kept = new("Siapa dan komentarnya: {days} hari sesudah pesan terakhir, atau sampai datanya dihapus. Suka atau tidaknya tetap disimpan tanpa nama.", "Who, and the comment: {days} days after the last message, or until the data is deleted. Whether it was liked stays without a name."),
            Copied = new Dictionary<string, string>
            {
                [nameof(FeedbackEntry.At)] = "waktu",
                [nameof(FeedbackEntry.Channel)] = "saluran",
                [nameof(FeedbackEntry.ConversationId)] = "nomor obrolan",
                [nameof(FeedbackEntry.ActivityId)] = "nomor pesan",
                [nameof(FeedbackEntry.PersonId)] = "nomor akun",
                [nameof(FeedbackEntry.Reaction)] = "penilaian",
                [nameof(FeedbackEntry.Text)] = "komentar",
                [nameof(FeedbackEntry.Route)] = "jenis jawaban",
                [nameof(FeedbackEntry.Article)] = "artikel",
            },
            LeftOut = new Dictionary<string, string> { [nameof(FeedbackEntry.Id)] = "a place in the table", [nameof(FeedbackEntry.TurnId)] = "a place in another" },
            // A conversation's id may tell whose it was.
            Blank = """ "PersonId" = '', "Text" = NULL, "TurnId" = NULL, "ConversationId" = 'dihapus-' || "Id", "ActivityId" = '' """,
        });
    }
}
