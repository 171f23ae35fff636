using System.Text.Json.Serialization;
using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Conversation;

/// <summary>How far a reply has come.</summary>
public enum Delivery
{
    /// <summary>Nothing leaves: the reply is a row of the Direct Line log, or went out in the HTTP answer.</summary>
    None = 0,

    /// <summary>Saved and not yet known to be sent.</summary>
    Pending = 1,

    /// <summary>The channel took it.</summary>
    Sent = 2,

    /// <summary>No answer came; it may have arrived and is not repeated.</summary>
    Uncertain = 3,

    /// <summary>The channel refused it.</summary>
    Refused = 4,

    /// <summary>Taken up again once after a crash.</summary>
    TakenUp = 5,
}

/// <summary>One turn: what was said, masked, and what was answered. Also what tells a repeated activity from a new one.</summary>
public sealed class TurnRecord
{
    /// <summary>In order of saving.</summary>
    public long Id { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's conversation id.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The channel's activity id; once per conversation.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Who spoke.</summary>
    public required string PersonId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>The route that answered.</summary>
    public required string Route { get; init; }

    /// <summary>What was said, cleaned and masked.</summary>
    public required string Text { get; init; }

    /// <summary>The reply, as JSON, so that any channel can render it again.</summary>
    public required string Reply { get; init; }

    /// <summary>How far the reply has come.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>The id that the channel gave to the reply, where it gave one.</summary>
    public string? SentId { get; init; }
}

/// <summary>What the bot remembers of one person in one conversation. The version tells a stale write.</summary>
public sealed class StateRecord
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's conversation id.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Whose.</summary>
    public required string PersonId { get; init; }

    /// <summary>Grows by one with each write.</summary>
    public long Version { get; init; }

    /// <summary>The state, as JSON.</summary>
    public required string Json { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime UpdatedAt { get; init; }
}

/// <summary>States and replies as the store keeps them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(Reply))]
internal sealed partial class ConversationJson : JsonSerializerContext;

internal sealed class TurnTable : IEntityTypeConfiguration<TurnRecord>
{
    public void Configure(EntityTypeBuilder<TurnRecord> table)
    {
        table.ToTable("Turns");
        table.HasIndex(turn => new { turn.Channel, turn.ConversationId, turn.ActivityId }).IsUnique();
        table.HasIndex(turn => turn.At);
        table.HasIndex(turn => turn.Delivery).HasFilter("\"Delivery\" = 1");
        // A person's own, wherever they spoke: to count, to copy, to delete.
        table.HasIndex(turn => new { turn.Channel, turn.PersonId });
        table.HoldsPersonalData(new(new("Riwayat obrolan", "Chat history"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("riwayat obrolan sejak {1} ({0} pesan)", "chat history since {1} ({0} messages)"),
            Since = nameof(TurnRecord.At),
            Purpose = new("Untuk menjawab, untuk mengenali pesan yang terkirim dua kali, dan untuk memperbaiki jawaban.", "To answer, to know a message that arrives twice, and to improve answers."),
            Kept = new("{days} hari sesudah pesan terakhir.", "{days} days after the last message."),
            Copied = new Dictionary<string, string>
            {
                [nameof(TurnRecord.At)] = "waktu",
                [nameof(TurnRecord.Channel)] = "saluran",
                [nameof(TurnRecord.ConversationId)] = "nomor obrolan",
                [nameof(TurnRecord.ActivityId)] = "nomor pesan",
                [nameof(TurnRecord.PersonId)] = "nomor akun",
                [nameof(TurnRecord.Text)] = "pesan",
                [nameof(TurnRecord.Route)] = "jenis jawaban",
                [nameof(TurnRecord.Reply)] = "jawaban",
                [nameof(TurnRecord.SentId)] = "nomor jawaban di saluran",
            },
            Nested = new HashSet<string> { nameof(TurnRecord.Reply) },
            LeftOut = new Dictionary<string, string> { [nameof(TurnRecord.Id)] = "a place in the table", [nameof(TurnRecord.Delivery)] = "whether the channel took the answer" },
        });
    }
}

internal sealed class StateTable : IEntityTypeConfiguration<StateRecord>
{
    public void Configure(EntityTypeBuilder<StateRecord> table)
    {
        table.ToTable("ConversationStates");
        table.HasKey(state => new { state.Channel, state.ConversationId, state.PersonId });
        table.HasIndex(state => new { state.Channel, state.PersonId });
        table.HoldsPersonalData(new(new("Hal yang sedang dibicarakan", "What is being talked about"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Purpose = new("Supaya obrolan dapat dilanjutkan: pilihan terakhir, pertanyaan terakhir, bahasa.", "So that the chat can go on: the last options, the last question, the language."),
            Kept = new("{days} hari sesudah pesan terakhir.", "{days} days after the last message."),
            Copied = new Dictionary<string, string>
            {
                [nameof(StateRecord.UpdatedAt)] = "waktu",
                [nameof(StateRecord.Channel)] = "saluran",
                [nameof(StateRecord.ConversationId)] = "nomor obrolan",
                [nameof(StateRecord.PersonId)] = "nomor akun",
                [nameof(StateRecord.Json)] = "catatan",
            },
            Nested = new HashSet<string> { nameof(StateRecord.Json) },
            LeftOut = new Dictionary<string, string> { [nameof(StateRecord.Version)] = "counts the changes" },
        });
    }
}
