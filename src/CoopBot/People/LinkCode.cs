using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>
/// A one-time code that an officer gives to a pengurus, shown to the officer once. Stored is its SHA-256: this
/// table has no code to pass on. (A code that was typed stands in the talk, as all that is typed, and is worthless once used.)
/// </summary>
public sealed class LinkCode
{
    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    /// <summary>Our own key.</summary>
    public long Id { get; init; }

    /// <summary>SHA-256 of the code without its hyphen, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The cooperative's <see cref="Records.Cooperative.LastingId"/>.</summary>
    public long CooperativeId { get; init; }

    /// <summary>Who of the office made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>From when on it is refused, UTC.</summary>
    public DateTime ExpiresAt { get; init; }

    /// <summary>When it was used, UTC; null while it can be.</summary>
    public DateTime? UsedAt { get; init; }

    /// <summary>Who used it, as <see cref="Memberships.NameOf"/> writes it.</summary>
    public string? UsedBy { get; init; }

    /// <summary>When the office withdrew it, UTC.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <summary>How the audit trail and the office's pages name a cooperative: <c>K-17</c>.</summary>
    public static string SubjectOf(long cooperativeId) => string.Create(CultureInfo.InvariantCulture, $"K-{cooperativeId}");
}

internal sealed class LinkCodeTable : IEntityTypeConfiguration<LinkCode>
{
    public void Configure(EntityTypeBuilder<LinkCode> table)
    {
        table.ToTable("LinkCodes");
        table.HasIndex(code => code.Hash).IsUnique();
        table.HasIndex(code => code.CooperativeId);
        table.HoldsPersonalData(new(new("Kode sambungan yang dipakai", "Link codes that were used"))
        {
            OfPerson = """ "UsedBy" = @2 """,
            Purpose = new("Supaya satu kode hanya menyambungkan satu orang.", "So that one code links one person only."),
            Kept = new("30 hari sesudah kodenya berakhir. Siapa yang memakainya terhapus bersama datanya.", "30 days after the code ended. Who used it goes with their data."),
            Copied = new Dictionary<string, string>
            {
                [nameof(LinkCode.UsedAt)] = "waktu",
                [nameof(LinkCode.CooperativeId)] = "nomor koperasi",
                [nameof(LinkCode.UsedBy)] = "nomor akun",
            },
            LeftOut = new Dictionary<string, string>
            {
                [nameof(LinkCode.Id)] = "a place in the table",
                [nameof(LinkCode.Hash)] = "of the code",
                [nameof(LinkCode.MadeBy)] = "names an officer",
                [nameof(LinkCode.MadeAt)] = "the office's doing",
                [nameof(LinkCode.ExpiresAt)] = "the office's doing",
                [nameof(LinkCode.WithdrawnAt)] = "the office's doing",
            },
            Blank = """ "UsedBy" = NULL """,
        });
    }
}
