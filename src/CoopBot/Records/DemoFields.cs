namespace CoopBot.Records;

/// <summary>Gives a made-up cooperative plausible fields, some of them empty, as in a real list.</summary>
internal static class DemoFields
{
    private static readonly string[] _sectors = ["pertanian", "perdagangan", "jasa", "perikanan", "perkebunan", "kerajinan"];
    private static readonly string[] _grades = ["A", "B", "C1", "C2"];

    public static Cooperative Fill(Cooperative cooperative, int serial, Random chance)
    {
        var founded = new DateOnly(1985, 1, 1).AddDays(chance.Next(14_000));
        cooperative.LegalNo = Mostly(chance, 95) ? $"AHU-CONTOH-{serial:D6}" : null;
        cooperative.LegalDate = cooperative.LegalNo is null ? null : founded;
        if (Mostly(chance, 30))
        {
            cooperative.AmendNo = $"AHU-CONTOH-P{serial:D6}";
            cooperative.AmendDate = founded.AddDays(400 + chance.Next(500));
        }

        cooperative.LastRat = LastRat(cooperative.Status, founded, chance);
        cooperative.Address = Mostly(chance, 92) ? $"Jalan Contoh No. {1 + chance.Next(200)}" : null;
        cooperative.Village = Mostly(chance, 90) ? $"Desa Contoh {1 + chance.Next(60)}" : null;
        cooperative.Subdistrict = Mostly(chance, 95) ? $"Kecamatan Contoh {1 + chance.Next(12)}" : null;
        cooperative.Sector = Mostly(chance, 85) ? _sectors[chance.Next(_sectors.Length)] : null;
        cooperative.Chair = $"Contoh Ketua {serial}";
        cooperative.Secretary = $"Contoh Sekretaris {serial}";
        cooperative.Treasurer = $"Contoh Bendahara {serial}";
        cooperative.Supervisor = $"Contoh Pengawas {serial}";
        cooperative.Manager = Mostly(chance, 25) ? $"Contoh Manajer {serial}" : null;
        if (Mostly(chance, 90))
        {
            cooperative.MembersMale = 5 + chance.Next(160);
            cooperative.MembersFemale = 4 + chance.Next(160);
            cooperative.MembersTotal = cooperative.MembersMale + cooperative.MembersFemale;
        }

        cooperative.Managers = cooperative.Manager is null ? 0 : 1;
        cooperative.Employees = Mostly(chance, 80) ? chance.Next(15) : null;
        cooperative.Grade = cooperative.Status == CooperativeStatus.Active && Mostly(chance, 60) ? _grades[chance.Next(_grades.Length)] : null;
        Certify(cooperative, chance);
        return cooperative;
    }

    // A status is made up first and the dates made to fit; the other way round would derive it.
    private static DateOnly? LastRat(CooperativeStatus status, DateOnly founded, Random chance)
    {
        var rat = status switch
        {
            CooperativeStatus.Active when Mostly(chance, 97) => new DateOnly(2024 + chance.Next(3), 1, 15).AddDays(chance.Next(165)),
            CooperativeStatus.Inactive when Mostly(chance, 70) => new DateOnly(2012 + chance.Next(10), 1, 15).AddDays(chance.Next(165)),
            _ => (DateOnly?)null,
        };
        return rat > founded ? rat : null;
    }

    private static void Certify(Cooperative cooperative, Random chance)
    {
        var throwOf = chance.Next(100);
        if (cooperative.Status != CooperativeStatus.Active || cooperative.LastRat is not { } rat)
        {
            cooperative.NikStatus = throwOf < 70 ? "Belum Bersertifikat" : null;
            return;
        }

        (cooperative.NikStatus, cooperative.CertificateValidUntil) = (throwOf, rat.Year) switch
        {
            ( < 60, 2026) => ("Sertifikat Aktif", rat.AddYears(1)),
            ( < 60, _) => ("Sertifikat Expired", rat.AddYears(1)),
            ( < 92, _) => ("Belum Bersertifikat", (DateOnly?)null),
            _ => (null, null),
        };
    }

    private static bool Mostly(Random chance, int percent) => chance.Next(100) < percent;
}
