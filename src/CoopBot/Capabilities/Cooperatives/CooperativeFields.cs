using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>A record in words. Officers' names are not among them.</summary>
internal static class CooperativeFields
{
    public static string Status(Cooperative cooperative, Language language) => cooperative.Status switch
    {
        CooperativeStatus.Active => CooperativeTexts.Active.In(language),
        CooperativeStatus.Inactive => CooperativeTexts.Inactive.In(language),
        _ => CooperativeTexts.Unknown.In(language),
    };

    /// <summary>"Sintang", "Pontianak" without Kota; in words where the district is unknown.</summary>
    public static string Place(string? regency, Language language) =>
        District.ByCode(regency)?.Name ?? regency ?? CooperativeTexts.NoPlace.In(language);

    /// <summary>"Sintang (data contoh)".</summary>
    public static string PlaceAndMark(Cooperative cooperative, Language language) =>
        Place(cooperative.Regency, language) + (cooperative.Synthetic ? $" ({CooperativeTexts.Sample.In(language)})" : "");

    public static string Certificate(Cooperative cooperative, Language language)
    {
        var status = cooperative.NikStatus switch
        {
            "Sertifikat Aktif" => CooperativeTexts.CertificateActive.In(language),
            "Sertifikat Expired" => CooperativeTexts.CertificateExpired.In(language),
            "Belum Bersertifikat" => CooperativeTexts.CertificateNone.In(language),
            var other => Or(other, language),
        };
        return cooperative.CertificateValidUntil is { } until
            ? $"{status}, {CooperativeTexts.CertificateValid.Format(language, Wording.Date(until, language))}"
            : status;
    }

    public static string Date(DateOnly? date, Language language) =>
        date is { } known ? Wording.Date(known, language) : CooperativeTexts.Missing.In(language);

    public static string Legal(Cooperative cooperative, Language language) => (cooperative.LegalNo, cooperative.LegalDate) switch
    {
        (null, null) => CooperativeTexts.Missing.In(language),
        ({ } number, { } date) => $"{number}, {Wording.Date(date, language)}",
        var (number, date) => number ?? Date(date, language),
    };

    /// <summary>The public fields in the order of the national page; an empty one has a null value.</summary>
    public static IReadOnlyList<(string Label, string? Value)> Public(Cooperative row, Language language)
    {
        var english = language == Language.English;
        string Label(string id, string en) => english ? en : id;
        string? Count(int? number) => number is { } known ? Wording.Number(known, language) : null;
        string? When(DateOnly? date) => date is { } known ? Wording.Date(known, language) : null;
        return
        [
            (Label("Nomor badan hukum", "Legal entity number"), row.LegalNo),
            (Label("Tanggal badan hukum", "Legal entity date"), When(row.LegalDate)),
            (Label("Nomor perubahan anggaran dasar", "Number of the amended articles"), row.AmendNo),
            (Label("Tanggal perubahan anggaran dasar", "Date of the amended articles"), When(row.AmendDate)),
            (Label("RAT terakhir", "Last RAT (annual meeting)"), When(row.LastRat)),
            (Label("Alamat", "Address"), row.Address),
            (Label("Kelurahan/desa", "Village"), row.Village),
            (Label("Kecamatan", "Subdistrict"), row.Subdistrict),
            (Label("Kabupaten/kota", "Regency/city"), District.ByCode(row.Regency)?.FullName ?? row.Regency),
            (Label("Provinsi", "Province"), row.Province),
            (Label("Bentuk", "Form"), row.Form),
            (Label("Jenis", "Kind"), row.Kind),
            (Label("Kelompok", "Group"), row.Group),
            (Label("Sektor usaha", "Sector"), row.Sector),
            (Label("Anggota pria", "Members, men"), Count(row.MembersMale)),
            (Label("Anggota wanita", "Members, women"), Count(row.MembersFemale)),
            (Label("Anggota total", "Members, total"), Count(row.MembersTotal)),
            (Label("Manajer", "Managers"), Count(row.Managers)),
            (Label("Karyawan", "Employees"), Count(row.Employees)),
            (Label("NIK koperasi", "NIK (cooperative number)"), row.Nik),
            (Label("Sertifikat NIK", "NIK certificate"), row.NikStatus is null && row.CertificateValidUntil is null ? null : Certificate(row, language)),
            (Label("Grade", "Grade"), row.Grade),
            (Label("Status tercatat", "Recorded status"), Status(row, language)),
        ];
    }

    public static string Or(string? value, Language language) =>
        string.IsNullOrWhiteSpace(value) ? CooperativeTexts.Missing.In(language) : value;
}
