namespace CoopBot.Records;

/// <summary>
/// Makes up the 4.592 cooperatives of the demo, 2.995 of them recorded as active, always the same ones. Every name
/// holds "Contoh", every NIK begins 6199, and no person, street or village is a real one.
/// </summary>
internal static class DemoCooperatives
{
    public const int Total = 4592;
    public const int Active = 2995;
    private const int Unknown = 147;
    private const string ExampleDistrict = "61.05";

    public static readonly DateOnly DataDate = new(2026, 10, 31);

    private static readonly (string District, int Count)[] _spread =
    [
        ("61.71", 760), ("61.04", 530), ("61.12", 480), ("61.05", 400), ("61.01", 380), ("61.03", 370), ("61.06", 330),
        ("61.07", 240), ("61.08", 240), ("61.02", 210), ("61.10", 190), ("61.09", 190), ("61.72", 170), ("61.11", 102),
    ];

    private static readonly (string Prefix, string Kind, string Group, int Weight)[] _kinds =
    [
        ("Koperasi Produsen", CooperativeKind.Producer, "tani", 34),
        ("KUD", CooperativeKind.Producer, "tani", 6),
        ("Koperasi Konsumen", CooperativeKind.Consumer, "masyarakat", 25),
        ("Koperasi Karyawan", CooperativeKind.Consumer, "karyawan", 9),
        ("KSU", CooperativeKind.Consumer, "masyarakat", 6),
        ("Koperasi Jasa", CooperativeKind.Service, "masyarakat", 7),
        ("Koperasi Pemasaran", CooperativeKind.Marketing, "perajin", 3),
        ("Koperasi Desa Merah Putih", CooperativeKind.Consumer, "masyarakat", 4),
        ("KSP", CooperativeKind.SavingsAndLoan, "masyarakat", 7),
        ("CU", CooperativeKind.SavingsAndLoan, "masyarakat", 3),
    ];

    private static readonly string[] _first =
    [
        "Maju", "Sinar", "Karya", "Tani", "Bina", "Mitra", "Sumber", "Harapan", "Cahaya", "Mekar", "Rimba", "Tunas",
        "Bumi", "Setia", "Mulia", "Anugerah", "Berkat", "Gerbang", "Delima", "Melati", "Teratai", "Kencana", "Permata",
        "Pelangi", "Bintang", "Khatulistiwa", "Borneo", "Sahabat", "Keluarga", "Warga", "Nelayan", "Wanita", "Sawit",
        "Karet", "Lada", "Aneka",
    ];

    private static readonly string[] _second =
    [
        "Bersama", "Sejahtera", "Mandiri", "Makmur", "Jaya", "Sentosa", "Lestari", "Utama", "Sepakat", "Bahagia",
        "Rezeki", "Mufakat", "Bersatu", "Membangun", "Abadi", "Gemilang", "Sejati", "Terpadu", "Nusantara", "Swadaya",
        "Amanah", "Prima", "Raharja", "Sehati", "Perkasa", "Persada", "Dinamis", "Unggul", "Damai",
    ];

    public static IReadOnlyList<Cooperative> All()
    {
        // A fixed seed: the same cooperatives on every machine.
        var chance = new Random(74);
        var districts = _spread.SelectMany(part => Enumerable.Repeat(part.District, part.Count)).ToArray();
        var statuses = Statuses(chance, Array.IndexOf(districts, ExampleDistrict));
        var seen = new HashSet<string>();
        var names = new HashSet<(string, string)>();
        var made = new List<Cooperative>(Total);
        var pair = 0;
        for (var row = 0; row < Total; row++)
        {
            var district = districts[row];
            var known = seen.Add(district) ? MajuBersama(district) : null;
            var (prefix, kind, group) = known ?? AnyKind(chance);
            var name = $"{prefix} Contoh Maju Bersama";
            while (known is null && !names.Add((name = $"{prefix} Contoh {Pair(pair++)}", district)))
            {
            }

            var cooperative = Filled(name, district, kind, group, row + 1, statuses[row], chance);
            made.Add(known is not null && district == ExampleDistrict ? AsInTheDialogues(cooperative) : cooperative);
        }

        return made;
    }

    private static CooperativeStatus[] Statuses(Random chance, int example)
    {
        var statuses = new CooperativeStatus[Total];
        Array.Fill(statuses, CooperativeStatus.Inactive);
        Array.Fill(statuses, CooperativeStatus.Active, 0, Active);
        Array.Fill(statuses, CooperativeStatus.Unknown, Active, Unknown);
        chance.Shuffle(statuses);
        var active = Array.IndexOf(statuses, CooperativeStatus.Active);
        (statuses[example], statuses[active]) = (statuses[active], statuses[example]);
        return statuses;
    }

    private static (string Prefix, string Kind, string Group)? MajuBersama(string district) => district switch
    {
        "61.05" => ("Koperasi Produsen", CooperativeKind.Producer, "tani"),
        "61.01" => ("Koperasi Konsumen", CooperativeKind.Consumer, "masyarakat"),
        "61.12" => ("KSP", CooperativeKind.SavingsAndLoan, "masyarakat"),
        _ => null,
    };

    // Every pair of words but "Maju Bersama", which has its three, and "Tani Abadi", which the dialogues do not find.
    private static string Pair(int number)
    {
        // 29 and 36 have no common divisor, so this walks through all pairs before the first comes again.
        var pair = (_first[number % _first.Length], _second[number % _second.Length]);
        return pair is ("Maju", "Bersama") or ("Tani", "Abadi") ? "Tunas Harapan Baru" : $"{pair.Item1} {pair.Item2}";
    }

    private static (string Prefix, string Kind, string Group) AnyKind(Random chance)
    {
        var left = chance.Next(_kinds.Sum(kind => kind.Weight));
        foreach (var (prefix, kind, group, weight) in _kinds)
        {
            if ((left -= weight) < 0)
            {
                return (prefix, kind, group);
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    private static Cooperative AsInTheDialogues(Cooperative cooperative)
    {
        cooperative.LastRat = new DateOnly(2026, 3, 14);
        cooperative.NikStatus = null;
        cooperative.CertificateValidUntil = null;
        return cooperative;
    }

    private static Cooperative Filled(
        string name, string district, string kind, string group, int serial, CooperativeStatus status, Random chance) =>
        DemoFields.Fill(new Cooperative
        {
            Name = name,
            Source = DemoData.Source,
            DataDate = DataDate,
            Regency = district,
            Province = "Kalimantan Barat",
            Form = "primer",
            Kind = kind,
            Group = group,
            Status = status,
            Nik = $"{RegistrationNumber.SyntheticPrefix}{district[3..]}{serial:D7}",
        }, serial, chance);
}
