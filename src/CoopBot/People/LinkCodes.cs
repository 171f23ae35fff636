using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>
/// A person's wrong codes. After <see cref="Most"/> of them within an hour no code of theirs is looked at, right or wrong, until the hour
/// since the first is over. (An hour, not "until a new code is given": a code belongs to a cooperative, so that nobody can tell whose lock it would open.)
/// </summary>
public sealed class LinkTries
{
    /// <summary>How many an hour.</summary>
    public const int Most = 5;

    /// <summary>How long they count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The channel of the person.</summary>
    public required string Channel { get; init; }

    /// <summary>Who.</summary>
    public required string PersonId { get; init; }

    /// <summary>Wrong codes since then.</summary>
    public int Count { get; init; }

    /// <summary>When the first of them was sent, UTC.</summary>
    public DateTime Since { get; init; }
}

internal sealed class LinkTriesTable : IEntityTypeConfiguration<LinkTries>
{
    public void Configure(EntityTypeBuilder<LinkTries> table)
    {
        table.ToTable("LinkTries");
        table.HasKey(tries => new { tries.Channel, tries.PersonId });
        table.HoldsPersonalData(new(new("Hitungan kode salah", "Count of wrong codes"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Purpose = new("Supaya kode tidak dapat ditebak.", "So that codes cannot be guessed."),
            Kept = new("Sehari.", "A day."),
            Copied = new Dictionary<string, string>
            {
                [nameof(LinkTries.Since)] = "waktu",
                [nameof(LinkTries.Channel)] = "saluran",
                [nameof(LinkTries.PersonId)] = "nomor akun",
                [nameof(LinkTries.Count)] = "kode salah",
            },
        });
    }
}

/// <summary>The codes in the store, and who guesses at them.</summary>
public sealed class LinkCodes(Database database, WriteGate gate, AuditTrail audit, TimeProvider time)
{
    /// <summary>The most codes of one cooperative that wait to be used.</summary>
    public const int MostOpen = 20;

    // Where another conversation of the same person has used up the tries meanwhile, nothing is written.
    private const string CountWrong = """
        INSERT INTO "LinkTries" ("Channel", "PersonId", "Count", "Since") VALUES (@0, @1, 1, @2)
        ON CONFLICT ("Channel", "PersonId") DO UPDATE SET
            "Count" = CASE WHEN "LinkTries"."Since" <= @3 THEN 1 ELSE "LinkTries"."Count" + 1 END,
            "Since" = CASE WHEN "LinkTries"."Since" <= @3 THEN excluded."Since" ELSE "LinkTries"."Since" END
        WHERE "LinkTries"."Since" <= @3 OR "LinkTries"."Count" < @4
        RETURNING "Count"
        """;

    /// <summary>The code while it can be used; null for an unknown, used, withdrawn or expired one, with no difference to be seen.</summary>
    public async Task<LinkCode?> FindAsync(string code, DateTime now, CancellationToken cancellation)
    {
        var hash = OneTimeCode.HashOf(code);
        await using var db = database.CreateDbContext();
        return await db.LinkCodes.AsNoTracking().FirstOrDefaultAsync(known => known.Hash == hash && known.UsedAt == null && known.WithdrawnAt == null && known.ExpiresAt > now, cancellation);
    }

    /// <summary>The code of a key while it can be used.</summary>
    public async Task<LinkCode?> FindAsync(long id, DateTime now, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.LinkCodes.AsNoTracking().FirstOrDefaultAsync(known => known.Id == id && known.UsedAt == null && known.WithdrawnAt == null && known.ExpiresAt > now, cancellation);
    }

    /// <summary>How many tries a person has left, and until when none where there is none.</summary>
    public async Task<(int Left, DateTime Until)> TriesAsync(ConversationKey key, DateTime now, CancellationToken cancellation)
    {
        var since = now - LinkTries.Window;
        await using var db = database.CreateDbContext();
        var tries = await db.LinkTries.AsNoTracking().FirstOrDefaultAsync(tries => tries.Channel == key.Channel && tries.PersonId == key.Person && tries.Since > since, cancellation);
        return (LinkTries.Most - (tries?.Count ?? 0), (tries?.Since ?? now) + LinkTries.Window);
    }

    /// <summary>Counts a wrong code with the reply that says so; the last one is in the audit trail.</summary>
    public Effect Wrong(ConversationKey key, DateTime now) => (connection, transaction) =>
    {
        if (connection.Scalar(transaction, CountWrong, key.Channel, key.Person, now, now - LinkTries.Window, LinkTries.Most) is not { } count)
        {
            return false;
        }

        if (Convert.ToInt32(count, CultureInfo.InvariantCulture) == LinkTries.Most)
        {
            audit.Record(connection, transaction, Memberships.NameOf(key), "code.locked", "");
        }

        return true;
    };

    /// <summary>Those of a cooperative that wait to be used, the oldest first.</summary>
    public async Task<IReadOnlyList<LinkCode>> OpenAsync(long cooperativeId, CancellationToken cancellation)
    {
        var now = Now;
        await using var db = database.CreateDbContext();
        return await db.LinkCodes.AsNoTracking()
            .Where(code => code.CooperativeId == cooperativeId && code.UsedAt == null && code.WithdrawnAt == null && code.ExpiresAt > now).OrderBy(code => code.Id).ToListAsync(cancellation);
    }

    /// <summary>Makes a code. Its text is returned this once; null where <see cref="MostOpen"/> wait already.</summary>
    public Task<(string Code, DateTime ExpiresAt)?> NewAsync(long cooperativeId, string by)
    {
        var code = OneTimeCode.New();
        var now = Now;
        return gate.WriteAsync<(string, DateTime)?>((connection, transaction) =>
        {
            var open = (long)connection.Scalar(
                transaction, """SELECT COUNT(*) FROM "LinkCodes" WHERE "CooperativeId" = @0 AND "UsedAt" IS NULL AND "WithdrawnAt" IS NULL AND "ExpiresAt" > @1""", cooperativeId, now)!;
            if (open >= MostOpen)
            {
                return null;
            }

            connection.Execute(
                transaction,
                """INSERT INTO "LinkCodes" ("Hash", "CooperativeId", "MadeBy", "MadeAt", "ExpiresAt") VALUES (@0, @1, @2, @3, @4)""",
                OneTimeCode.HashOf(code), cooperativeId, by, now, now + LinkCode.GoodFor);
            audit.Record(connection, transaction, by, "code.created", LinkCode.SubjectOf(cooperativeId));
            return (code, now + LinkCode.GoodFor);
        });
    }

    /// <summary>Withdraws a code that was not used; false where there is none such of this cooperative.</summary>
    public Task<bool> WithdrawAsync(long id, long cooperativeId, string by) => gate.WriteAsync((connection, transaction) =>
    {
        if (connection.Execute(
            transaction,
            """UPDATE "LinkCodes" SET "WithdrawnAt" = @2 WHERE "Id" = @0 AND "CooperativeId" = @1 AND "UsedAt" IS NULL AND "WithdrawnAt" IS NULL AND "ExpiresAt" > @2""",
            id, cooperativeId, Now) == 0)
        {
            return false;
        }

        audit.Record(connection, transaction, by, "code.withdrawn", LinkCode.SubjectOf(cooperativeId));
        return true;
    });

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
