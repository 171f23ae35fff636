using System.Collections.Concurrent;
using System.Data.Common;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>Where a conversation can be reached after its turn. Learnt from activities; a removal retires it.</summary>
public sealed class Address
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's conversation id.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Who last spoke there: the person's id in Teams its object id, elsewhere the channel's.</summary>
    public required string PersonId { get; init; }

    /// <summary>The account id that the channel knows the person by.</summary>
    public required string UserId { get; init; }

    /// <summary>The account id that the channel knows the bot by.</summary>
    public required string BotId { get; init; }

    /// <summary>Where the channel's Connector listens.</summary>
    public required string ServiceUrl { get; init; }

    /// <summary>The tenant, on Teams.</summary>
    public string? TenantId { get; init; }

    /// <summary><c>personal</c>, <c>groupChat</c>, <c>channel</c>; empty elsewhere.</summary>
    public required string Kind { get; init; }

    /// <summary>Learnt without a token, on a developer's machine: never to be sent a token.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The bot was removed; null while it can be reached.</summary>
    public DateTime? RetiredAt { get; init; }

    /// <summary>When it was last seen, UTC.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>When the person first wrote there, UTC; null where the bot was only installed. Announcements go to whoever has written.</summary>
    public DateTime? WroteAt { get; init; }
}

/// <summary>Keeps addresses true. Unchanged ones cost one look: what was written is remembered.</summary>
public sealed class AddressBook(Database database, WriteGate gate)
{
    private const string Upsert = """
        INSERT INTO "Addresses" ("Channel", "ConversationId", "PersonId", "UserId", "BotId", "ServiceUrl", "TenantId", "Kind", "Anonymous", "RetiredAt", "UpdatedAt", "WroteAt")
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)
        ON CONFLICT ("Channel", "ConversationId") DO UPDATE SET "PersonId" = excluded."PersonId", "UserId" = excluded."UserId", "BotId" = excluded."BotId",
            "ServiceUrl" = excluded."ServiceUrl", "TenantId" = excluded."TenantId", "Kind" = excluded."Kind", "Anonymous" = excluded."Anonymous",
            "RetiredAt" = excluded."RetiredAt", "UpdatedAt" = excluded."UpdatedAt", "WroteAt" = COALESCE("Addresses"."WroteAt", excluded."WroteAt")
        """;

    // The bot speaks there again. Another process may have retired it since this one wrote it.
    private const string Revive = """
        UPDATE "Addresses" SET "RetiredAt" = NULL, "UpdatedAt" = @2 WHERE "Channel" = @0 AND "ConversationId" = @1 AND "RetiredAt" IS NOT NULL
        """;

    // Another process may have retired it, or deleted it with the rest of a person's data.
    private const string IsThere = """SELECT 1 FROM "Addresses" WHERE "Channel" = @0 AND "ConversationId" = @1 AND "RetiredAt" IS NULL""";

    // A Teams channel's threads are conversations of their own: <id>;messageid=…
    private const string RetireThreads = """
        UPDATE "Addresses" SET "RetiredAt" = @2, "UpdatedAt" = @2
        WHERE "Channel" = @0 AND substr("ConversationId", 1, length(@1)) = @1 AND "RetiredAt" IS NULL
        """;

    private const string RetireOne = """
        UPDATE "Addresses" SET "RetiredAt" = @2, "UpdatedAt" = @2 WHERE "Channel" = @0 AND "ConversationId" = @1 AND "RetiredAt" IS NULL
        """;

    private const string LastUsed = """
        SELECT "ConversationId", "UserId", "BotId", "ServiceUrl", "TenantId", "Kind", "Anonymous", "UpdatedAt", "PersonId" FROM "Addresses"
        WHERE "Channel" = @0 AND "PersonId" = @1 AND "RetiredAt" IS NULL AND "Kind" IN ('personal', '') ORDER BY "UpdatedAt" DESC LIMIT 1
        """;

    private const string OfConversation = """
        SELECT "ConversationId", "UserId", "BotId", "ServiceUrl", "TenantId", "Kind", "Anonymous", "UpdatedAt", "PersonId" FROM "Addresses"
        WHERE "Channel" = @0 AND "ConversationId" = @1 AND "RetiredAt" IS NULL
        """;

    private const int Remembered = 50_000;

    private readonly ConcurrentDictionary<(string Channel, string Conversation), int> _written = new();

    /// <summary>Writes an address in the turn's own transaction, where it is new or has changed.</summary>
    public void Write(Address address, DbConnection connection, DbTransaction transaction)
    {
        var key = (address.Channel, address.ConversationId);
        var content = HashCode.Combine(address.PersonId, address.UserId, address.BotId, address.ServiceUrl, address.TenantId, address.Kind, address.Anonymous, HashCode.Combine(address.RetiredAt, address.WroteAt is null));
        if (_written.TryGetValue(key, out var before) && before == content && connection.Scalar(transaction, IsThere, address.Channel, address.ConversationId) is not null)
        {
            return;
        }

        connection.Execute(
            transaction, Upsert, address.Channel, address.ConversationId, address.PersonId, address.UserId, address.BotId, address.ServiceUrl,
            address.TenantId, address.Kind, address.Anonymous, address.RetiredAt, address.UpdatedAt, address.WroteAt);
        if (_written.Count >= Remembered)
        {
            _written.Clear();
        }

        _written[key] = content;
    }

    /// <summary>The personal chat that a person last used; null where none can be written to.</summary>
    public Task<Address?> FindAsync(string channel, string person, CancellationToken cancellation) => ReadAsync(LastUsed, channel, person, cancellation);

    /// <summary>The address of one conversation; null where it cannot be written to.</summary>
    public Task<Address?> OfConversationAsync(string channel, string conversation, CancellationToken cancellation) => ReadAsync(OfConversation, channel, conversation, cancellation);

    /// <summary>The transaction that an address was written in was not saved: the next turn writes it again.</summary>
    public void Forget(string channel, string conversation) => _written.TryRemove((channel, conversation), out _);

    /// <summary>The bot is there again, said by an activity that has no turn of its own (a repeated installation).</summary>
    public Task ReviveAsync(string channel, string conversation, DateTime now) => gate.WriteAsync((connection, transaction) =>
        connection.Execute(transaction, Revive, channel, conversation, now));

    /// <summary>The channel says that this conversation is gone (fault 59); the next word from there brings it back.</summary>
    public Task RetireAsync(string channel, string conversation, DateTime now) => gate.WriteAsync((connection, transaction) =>
        connection.Execute(transaction, RetireOne, channel, conversation, now));

    /// <summary>The bot was removed: nothing more goes to this address, in a channel to none of its threads.</summary>
    /// <param name="address">The address, with the time of its end.</param>
    /// <param name="alongside">What ends with it, in the same transaction.</param>
    public Task RetireAsync(Address address, Action<DbConnection, DbTransaction> alongside) => gate.WriteAsync((connection, transaction) =>
    {
        Write(address, connection, transaction);
        connection.Execute(transaction, RetireThreads, address.Channel, address.ConversationId + ";messageid=", address.RetiredAt ?? address.UpdatedAt);
        alongside(connection, transaction);
        return 0;
    });

    private Task<Address?> ReadAsync(string sql, string channel, string of, CancellationToken cancellation) => database.ReadAsync(
        async connection =>
        {
            await using var row = await connection.QueryAsync(cancellation, sql, channel, of);
            return !await row.ReadAsync(cancellation) ? null : new Address
            {
                Channel = channel,
                ConversationId = row.GetString(0),
                PersonId = row.GetString(8),
                UserId = row.GetString(1),
                BotId = row.GetString(2),
                ServiceUrl = row.GetString(3),
                TenantId = await row.IsDBNullAsync(4, cancellation) ? null : row.GetString(4),
                Kind = row.GetString(5),
                Anonymous = row.GetBoolean(6),
                UpdatedAt = DateTime.SpecifyKind(row.GetDateTime(7), DateTimeKind.Utc),
            };
        },
        cancellation);
}

internal sealed class AddressTable : IEntityTypeConfiguration<Address>
{
    public void Configure(EntityTypeBuilder<Address> table)
    {
        table.ToTable("Addresses");
        table.HasKey(address => new { address.Channel, address.ConversationId });
        table.HasIndex(address => new { address.Channel, address.PersonId });
        table.HoldsPersonalData(new(new("Alamat balasan", "Reply addresses"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Purpose = new("Supaya jawaban sampai ke obrolan yang benar (Teams dan saluran lain, bukan obrolan web).", "So that answers reach the right chat (Teams and other channels, not the web chat)."),
            Kept = new("Sampai dihapus; bila aplikasinya dicopot, ditandai tidak dipakai lagi.", "Until deleted; marked as no longer in use once the app is removed."),
            Copied = new Dictionary<string, string>
            {
                [nameof(Address.UpdatedAt)] = "waktu",
                [nameof(Address.Channel)] = "saluran",
                [nameof(Address.ConversationId)] = "nomor obrolan",
                [nameof(Address.PersonId)] = "nomor akun",
                [nameof(Address.UserId)] = "nomor akun di saluran",
                [nameof(Address.TenantId)] = "nomor organisasi",
                [nameof(Address.Kind)] = "jenis obrolan",
                [nameof(Address.RetiredAt)] = "dicopot",
                [nameof(Address.WroteAt)] = "pertama menulis",
            },
            LeftOut = new Dictionary<string, string>
            {
                [nameof(Address.BotId)] = "the bot's own account",
                [nameof(Address.ServiceUrl)] = "where the channel's servers are",
                [nameof(Address.Anonymous)] = "how the service was started",
            },
        });
    }
}
