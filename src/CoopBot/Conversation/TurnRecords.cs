using System.Text.Json.Serialization;
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
    }
}

internal sealed class StateTable : IEntityTypeConfiguration<StateRecord>
{
    public void Configure(EntityTypeBuilder<StateRecord> table)
    {
        table.ToTable("ConversationStates");
        table.HasKey(state => new { state.Channel, state.ConversationId, state.PersonId });
    }
}
