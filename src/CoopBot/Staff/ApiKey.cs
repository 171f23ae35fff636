using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Staff;

/// <summary>A key of an automation. The key itself is shown once and stored nowhere.</summary>
public sealed class ApiKey
{
    /// <summary>What it is for, such as <c>impor-malam</c>; given once and never again, so that the audit trail stays plain.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What it may do.</summary>
    public StaffRole Role { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was last used, UTC, to the minute; null while it never was.</summary>
    public DateTime? LastUsedAt { get; init; }

    /// <summary>When it was revoked, UTC; null while it is good.</summary>
    public DateTime? RevokedAt { get; init; }
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> table)
    {
        table.ToTable("ApiKeys");
        table.HasKey(key => key.Name);
        table.HasIndex(key => key.Hash).IsUnique();
        table.Property(key => key.Role).HasConversion<string>();
        table.HoldsNoPersonalData(
            new("Kunci program", "Keys of programs"),
            new("Milik program dan petugas dinas, bukan orang yang mengobrol.", "Of programs and officers, not of people who chat."));
    }
}

/// <summary>What came of making a key.</summary>
public enum KeyMade
{
    /// <summary>It is there.</summary>
    Done,

    /// <summary>The name is not 2 to 40 small letters, digits and hyphens.</summary>
    BadName,

    /// <summary>A key has or had that name.</summary>
    NameTaken,
}

/// <summary>The keys in the store.</summary>
public sealed partial class ApiKeys(WriteGate gate, Database database, AuditTrail audit, TimeProvider time)
{
    private const string Prefix = "coop_";
    private static readonly TimeSpan _noteEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTime> _noted = [];

    /// <summary>Makes a key. Its text is returned this once.</summary>
    public async Task<(KeyMade Outcome, string? Key)> NewAsync(string name, StaffRole role, string by)
    {
        if (!Name().IsMatch(name))
        {
            return (KeyMade.BadName, null);
        }

        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var made = await gate.WriteAsync((connection, transaction) =>
        {
            var rows = connection.Execute(
                transaction,
                """INSERT INTO "ApiKeys" ("Name", "Hash", "Role", "CreatedAt", "CreatedBy") VALUES (@0, @1, @2, @3, @4) ON CONFLICT ("Name") DO NOTHING""",
                name, HashOf(key), role.ToString(), time.GetUtcNow().UtcDateTime, by);
            if (rows == 1)
            {
                audit.Record(connection, transaction, by, "key.created", name, new Dictionary<string, string> { ["role"] = role.Name() });
            }

            return rows == 1;
        });
        return made ? (KeyMade.Done, key) : (KeyMade.NameTaken, null);
    }

    /// <summary>Ends a key at once; false where there is no good one of that name.</summary>
    public Task<bool> RevokeAsync(string name, string by) => gate.WriteAsync((connection, transaction) =>
    {
        if (connection.Execute(transaction, """UPDATE "ApiKeys" SET "RevokedAt" = @1 WHERE "Name" = @0 AND "RevokedAt" IS NULL""", name, time.GetUtcNow().UtcDateTime) == 0)
        {
            return false;
        }

        audit.Record(connection, transaction, by, "key.revoked", name);
        return true;
    });

    /// <summary>All, good ones first, then by name.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.ApiKeys.AsNoTracking().OrderBy(key => key.RevokedAt != null).ThenBy(key => key.Name).ToListAsync(cancellation);
    }

    /// <summary>The good key that this text is, or null. Its use is noted at most once a minute, after the answer.</summary>
    /// <exception cref="DbException">The store cannot be read now.</exception>
    public async Task<(string Name, StaffRole Role)?> FindAsync(string text, CancellationToken cancellation)
    {
        if (!Text().IsMatch(text))
        {
            return null;
        }

        var hash = HashOf(text);
        var found = await database.ReadAsync(
            async connection =>
            {
                await using var rows = await connection.QueryAsync(cancellation, """SELECT "Name", "Role" FROM "ApiKeys" WHERE "Hash" = @0 AND "RevokedAt" IS NULL""", hash);
                return await rows.ReadAsync(cancellation) ? (rows.GetString(0), StaffRoles.Parse(rows.GetString(1))) : default((string Name, StaffRole? Role)?);
            },
            cancellation);
        if (found is not { Role: { } role } key)
        {
            return null;
        }

        Note(key.Name);
        return (key.Name, role);
    }

    private void Note(string name)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - _noted.GetValueOrDefault(name) < _noteEvery)
        {
            return;
        }

        _noted[name] = now;
        // A note that is lost is a note less; the key is good all the same.
        _ = gate.WriteAsync((connection, transaction) => connection.Execute(transaction, """UPDATE "ApiKeys" SET "LastUsedAt" = @1 WHERE "Name" = @0""", name, now), background: true)
            .ContinueWith(noted => noted.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\Acoop_[A-Za-z0-9_-]{43}\z")]
    private static partial Regex Text();
}
