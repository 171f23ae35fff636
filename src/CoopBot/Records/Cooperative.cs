using CoopBot.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Records;

/// <summary>The status that stands in the office's list. It is copied from there and never derived from a date.</summary>
public enum CooperativeStatus
{
    /// <summary>The list says nothing: "tidak diketahui".</summary>
    Unknown,

    /// <summary>"aktif".</summary>
    Active,

    /// <summary>"tidak aktif".</summary>
    Inactive,
}

/// <summary>
/// One cooperative as recorded: the 29 fields of the national ODS page in its order, then what the office adds.
/// An empty field is null and reads "belum tercatat".
/// </summary>
public sealed class Cooperative
{
    /// <summary>The row's key; another list brings another row. See <see cref="LastingId"/>.</summary>
    public long Id { get; set; }

    /// <summary>The list that the row belongs to: see <see cref="CooperativeList"/>. Readers see the current one only.</summary>
    public int Generation { get; set; }

    /// <summary>The row that this cooperative first came as; null for that row itself.</summary>
    public long? OriginId { get; set; }

    /// <summary>Our own key of the cooperative, the same in every list; it means nothing outside.</summary>
    public long LastingId => OriginId ?? Id;

    /// <summary>Nama koperasi.</summary>
    public required string Name { get; set; }

    /// <summary>Nomor badan hukum pendirian; new ones contain "AHU".</summary>
    public string? LegalNo { get; set; }

    /// <summary>Tanggal badan hukum pendirian.</summary>
    public DateOnly? LegalDate { get; set; }

    /// <summary>Nomor perubahan anggaran dasar (terbaru).</summary>
    public string? AmendNo { get; set; }

    /// <summary>Tanggal perubahan anggaran dasar (terbaru).</summary>
    public DateOnly? AmendDate { get; set; }

    /// <summary>Tanggal RAT terakhir.</summary>
    public DateOnly? LastRat { get; set; }

    /// <summary>Alamat kantor.</summary>
    public string? Address { get; set; }

    /// <summary>Kelurahan/desa.</summary>
    public string? Village { get; set; }

    /// <summary>Kecamatan.</summary>
    public string? Subdistrict { get; set; }

    /// <summary>Kabupaten/kota as a Kemendagri code such as <c>61.05</c>; never a BPS code, which differs for seven of the fourteen.</summary>
    public string? Regency { get; set; }

    /// <summary>Provinsi.</summary>
    public string? Province { get; set; }

    /// <summary>Bentuk: primer or sekunder.</summary>
    public string? Form { get; set; }

    /// <summary>Jenis: one of <see cref="CooperativeKind"/>'s words.</summary>
    public string? Kind { get; set; }

    /// <summary>Kelompok, such as tani or karyawan.</summary>
    public string? Group { get; set; }

    /// <summary>Sektor usaha.</summary>
    public string? Sector { get; set; }

    /// <summary>Nama ketua. Officers' names are stored and not shown in public.</summary>
    public string? Chair { get; set; }

    /// <summary>Nama sekretaris; not shown in public.</summary>
    public string? Secretary { get; set; }

    /// <summary>Nama bendahara; not shown in public.</summary>
    public string? Treasurer { get; set; }

    /// <summary>Nama pengawas; not shown in public.</summary>
    public string? Supervisor { get; set; }

    /// <summary>Nama manajer; not shown in public.</summary>
    public string? Manager { get; set; }

    /// <summary>Jumlah anggota pria.</summary>
    public int? MembersMale { get; set; }

    /// <summary>Jumlah anggota wanita.</summary>
    public int? MembersFemale { get; set; }

    /// <summary>Jumlah anggota seluruhnya, as recorded; it need not be the sum.</summary>
    public int? MembersTotal { get; set; }

    /// <summary>Total manajer.</summary>
    public int? Managers { get; set; }

    /// <summary>Total karyawan.</summary>
    public int? Employees { get; set; }

    /// <summary>NIK koperasi, text because leading zeros matter. See <see cref="RegistrationNumber"/>.</summary>
    public string? Nik { get; set; }

    /// <summary>Status NIK: Sertifikat Aktif, Sertifikat Expired, Belum Bersertifikat.</summary>
    public string? NikStatus { get; set; }

    /// <summary>Tanggal berlaku sertifikat.</summary>
    public DateOnly? CertificateValidUntil { get; set; }

    /// <summary>Status grade: A, B, C1, C2.</summary>
    public string? Grade { get; set; }

    /// <summary>The status that stands in the list.</summary>
    public CooperativeStatus Status { get; set; }

    /// <summary>Whose list it is, such as the name of the imported file, or <c>data contoh</c>.</summary>
    public required string Source { get; set; }

    /// <summary>The date that the list speaks of.</summary>
    public DateOnly DataDate { get; set; }

    /// <summary>A made-up row; whatever rests on it says "data contoh".</summary>
    public bool Synthetic => Nik is not null && Nik.StartsWith(RegistrationNumber.SyntheticPrefix, StringComparison.Ordinal);
}

/// <summary>The table. Counts go by district and status; a number belongs to one cooperative.</summary>
internal sealed class CooperativeConfiguration : IEntityTypeConfiguration<Cooperative>
{
    public void Configure(EntityTypeBuilder<Cooperative> builder)
    {
        builder.ToTable("Cooperatives");
        builder.Ignore(cooperative => cooperative.Synthetic);
        builder.Ignore(cooperative => cooperative.LastingId);
        builder.Property(cooperative => cooperative.Status).HasConversion<string>();
        builder.HoldsNoPersonalData(
            new("Data koperasi", "Records of cooperatives"),
            new("Dari daftar kantor, juga nama pengurusnya; bukan data orang yang mengobrol. Perbaikannya lewat dinas.", "From the office's list, names of its board included; not data of people who chat. The office corrects it."));
        builder.HasIndex(cooperative => new { cooperative.Generation, cooperative.Nik }).IsUnique().HasFilter("\"Nik\" IS NOT NULL");
        builder.HasIndex(cooperative => new { cooperative.Generation, cooperative.OriginId });

        // Counts read this index alone, so the wide rows stay untouched.
        builder.HasIndex(cooperative => new
        {
            cooperative.Generation,
            cooperative.Regency,
            cooperative.Status,
            cooperative.Kind,
            cooperative.Source,
            cooperative.DataDate,
        });
    }
}
