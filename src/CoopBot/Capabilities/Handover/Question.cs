using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Capabilities.Handover;

/// <summary>A question that waits for a person of the office.</summary>
public sealed class Question
{
    /// <summary>Its number; people see <see cref="Ticket"/>.</summary>
    public long Id { get; init; }

    /// <summary>The channel it was asked on.</summary>
    public required string Channel { get; init; }

    /// <summary>The conversation it was asked in, where the answer goes.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Who asked; never a name.</summary>
    public required string PersonId { get; init; }

    /// <summary>The question as the person saw it before sending, masked.</summary>
    public required string Text { get; init; }

    /// <summary>Why the bot could not answer: <c>unknown</c>, <c>unconfirmed</c> (a draft of the office covers it) or <c>asked</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was sent, UTC.</summary>
    public DateTime AskedAt { get; init; }

    /// <summary>The number that people see: T-0042.</summary>
    public string Ticket => TicketOf(Id);

    /// <summary>The number that people see.</summary>
    public static string TicketOf(long id) => $"T-{id:D4}";
}

internal sealed class QuestionTable : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> table)
    {
        table.ToTable("Questions");
        // Given before saving, since the reply names it; two processes that pick the same one meet at the key.
        table.Property(question => question.Id).ValueGeneratedNever();
        table.Ignore(question => question.Ticket);
        table.HasIndex(question => new { question.Channel, question.PersonId });
        table.HoldsPersonalData(new(new("Pertanyaan kepada petugas", "Questions to officers"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("{0} tiket", "{0} tickets"),
            Purpose = new("Supaya petugas dapat menjawab.", "So that an officer can answer."),
            Kept = new("Sampai dihapus oleh pemiliknya atau oleh dinas; belum ada batas waktu otomatis.", "Until its owner or the office deletes it; there is no time limit yet."),
            Copied = new Dictionary<string, string>
            {
                [nameof(Question.Id)] = "tiket",
                [nameof(Question.AskedAt)] = "waktu",
                [nameof(Question.Channel)] = "saluran",
                [nameof(Question.ConversationId)] = "nomor obrolan",
                [nameof(Question.PersonId)] = "nomor akun",
                [nameof(Question.Text)] = "pertanyaan",
                [nameof(Question.Reason)] = "alasan",
            },
        });
    }
}
