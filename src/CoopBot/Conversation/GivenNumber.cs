using System.Collections.Concurrent;
using System.Globalization;
using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Conversation;

/// <summary>A number that people were given, such as 42 of T-0042. Kept when the thing itself is deleted, so that it never means another.</summary>
public sealed class GivenNumber
{
    /// <summary>What is counted: the table that it is the key of.</summary>
    public required string Series { get; init; }

    /// <summary>The number.</summary>
    public long Number { get; init; }
}

internal sealed class GivenNumberTable : IEntityTypeConfiguration<GivenNumber>
{
    public void Configure(EntityTypeBuilder<GivenNumber> table)
    {
        table.ToTable("Numbers");
        table.HasKey(given => new { given.Series, given.Number });
        table.HoldsNoPersonalData(
            new("Nomor yang sudah dipakai", "Numbers that were given"),
            new("Hanya nomor, tanpa milik siapa; supaya nomor tiket dan permintaan tidak dipakai dua kali.", "Only the number, not whose; so that no ticket or request has the number of another."));
    }
}

/// <summary>Gives numbers before the thing itself is saved: the reply names it.</summary>
public sealed class Numbers(Database database)
{
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>
    /// The next number of a series, given out once in this process; to be saved in the same transaction as what it names. One that another
    /// process took meanwhile is there already, and the turn runs again.
    /// </summary>
    public async Task<GivenNumber> NextAsync(string series, CancellationToken cancellation)
    {
        var saved = await database.ReadAsync(
            async connection => await connection.ScalarAsync(cancellation, """SELECT COALESCE(MAX("Number"), 0) FROM "Numbers" WHERE "Series" = @0""", series), cancellation);
        var from = Convert.ToInt64(saved, CultureInfo.InvariantCulture);
        return new() { Series = series, Number = _last.AddOrUpdate(series, from + 1, (_, last) => Math.Max(last, from) + 1) };
    }
}
