using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>A question of how many cooperatives there are now, read without any look at the records.</summary>
/// <param name="Places">The districts asked for, in order.</param>
/// <param name="OldPontianak">"Kabupaten Pontianak" was named: ask which is meant.</param>
/// <param name="Outside">A place that is none of the fourteen, as typed.</param>
/// <param name="Kind">The kind asked for, as the record writes it.</param>
/// <param name="ActiveFirst">Active ones were asked for.</param>
/// <param name="PerDistrict">A split by district was asked for.</param>
internal sealed record FiguresQuestion(
    IReadOnlyList<District> Places, bool OldPontianak, string? Outside, string? Kind, bool ActiveFirst, bool PerDistrict)
{
    /// <summary>The figure that shows what is asked; null where two or more places are compared.</summary>
    public FigureQuery? Figure(Language language) =>
        PerDistrict ? new(FigureTopic.Districts, null, Kind, ActiveFirst ? CooperativeStatus.Active : null, language)
        : Places.Count > 1 ? null
        : new(FigureTopic.Statuses, Places is [var only] ? only : null, Kind, null, language);

    private static readonly HashSet<string> _count = Set(
        "berapa brp berape brapa jumlah jml jumlahnya total banyaknya persentase persen statistik angka many number percentage count");

    // What may stand between "berapa" and "koperasi", or beside them.
    private static readonly HashSet<string> _beside = Set("""
        banyak jumlah total totalnya persen persentase sih ya yah dari seluruh semua of the active inactive aktif aktip aktifkah idop idup
        hidup tidak nonaktif ndak gak ga tak unit buah registered recorded tercatat terdaftar ada yang yg di kalbar data tolong kasih tahu
        tau me tell adakah kah sekarang skrg currently are is there simpan pinjam masih msh recent a an please min pak bu kak bang angka
        statistik number how number count all resmi terbaru latest saat ini tahun apa itu dengan status in west kalimantan barat
        """);

    private static readonly HashSet<string> _otherMatter = Set("""
        umkm ukm merah putih kopdes kdmp kkmp kmp aset asset assets anggota members member pendiri orang org biaya modal lama hari jam
        bulan harga tarif ongkos volume shu dana juta miliar minimal minim syarat syaratnya syarat2 bikin buat membuat mendirikan
        dirikan pendirian membentuk bentuk pengurus pengawas founders founder cost fee capital simpanan bunga iuran kali rat jenis
        macam kinds types usaha pekerja karyawan sekunder primer maksimal paling sedikit nik nib dulu lalu kemarin last sebelum sebelumnya
        riwayat earlier history perkembangan tumbuh naik turun lembar pasal nomor verifikasi izin licence permohonan
        """);

    private static readonly HashSet<string> _elsewhere = Set("""
        jakarta dki jawa jabar jateng jatim banten bandung surabaya semarang yogyakarta jogja bali medan sumatera sumut sumbar riau aceh
        lampung palembang makassar sulawesi sulsel papua maluku ntt ntb kaltim kalteng kalsel kaltara balikpapan samarinda bontang tarakan
        banjarmasin banjarbaru palangkaraya sampit kotim indonesia nasional malaysia sarawak kuching brunei singapura timur tengah selatan utara
        """);

    private static readonly HashSet<string> _directions = Set("timur tengah selatan utara");

    private static readonly HashSet<string> _prepositions = Set("di kat in at se kabupaten kab kota");

    // After "di" without naming a place.
    private static readonly HashSet<string> _noPlace = Set("""
        sini sana situ kantor dinas data kalbar kalimantan west provinsi prov wilayah seluruh semua setiap tiap per masing mana ods catatan
        the all each every our district districts kabupaten kota daerah total province this records
        """);

    /// <summary>Reads a turn; null where it is not such a question, or about another year, another thing or another count.</summary>
    public static FiguresQuestion? TryParse(Turn turn)
    {
        var words = CooperativeWords.Split(turn.Words);
        if (turn.Kind != TurnKind.Message || words.Count is 0 or > 25 || words.Exists(_otherMatter.Contains) || NamesAnotherYear(words, turn.Now))
        {
            return null;
        }

        var continues = turn.State.Note(RecordNotes.Figures) is not null && Continues(words);
        if (!continues && !Asks(words))
        {
            return null;
        }

        var (places, oldPontianak, rest) = ReadPlaces(words);
        var elsewhere = places.Count > 0 || oldPontianak ? null : Elsewhere(words);
        if (!rest.All(word => elsewhere?.Contains(word, StringComparison.Ordinal) == true || IsBeside(word)))
        {
            return null;
        }

        var perDistrict = words.Contains("per") || words.Contains("tiap") || words.Contains("setiap") || words.Contains("masing") || words.Contains("each");
        return new FiguresQuestion(
            places,
            oldPontianak,
            elsewhere,
            CooperativeWords.ToRecord(CooperativeWords.Part(words).Kinds),
            words.Exists(StatusWords.IsAlive) && !words.Exists(word => word is "tidak" or "tdk" or "ndak" or "tadak" or "gak" or "ga" or "nggak" or "tak" or "non" or "not" or "inactive"),
            perDistrict && places.Count == 0);
    }

    /// <summary>Cooperatives are spoken of: "koperasi", "KSP", "simpan pinjam".</summary>
    public static bool NamesCooperatives(List<string> words) => Thing(words) >= 0;

    /// <summary>A word of another matter, such as "anggota".</summary>
    public static bool IsOtherMatter(string word) => _otherMatter.Contains(word);

    private static int Thing(List<string> words) =>
        words.FindIndex(CooperativeWords.IsCooperative) is var thing && thing < 0 ? Pair(words, "simpan", "pinjam") : thing;

    // "berapa … koperasi …", or "koperasi … ada berapa".
    private static bool Asks(List<string> words)
    {
        var count = words.FindIndex(_count.Contains);
        var thing = Thing(words);
        if (count < 0 || thing < 0)
        {
            return false;
        }

        // "berapa jumlah koperasi", "koperasi di sintang ada berapa"; not "koperasi membayar berapa".
        return count > thing || words.Skip(count + 1).Take(thing - count - 1).All(IsBeside);
    }

    /// <summary>Only words that such a question may hold; one other, and it is about something else.</summary>
    public static bool IsBeside(string word) =>
        _beside.Contains(word) || _count.Contains(word) || CooperativeWords.IsCooperative(word) || StatusWords.IsFiller(word)
        || StatusWords.IsOwn(word) || CooperativeWords.Part([word]).Strong.Count == 0 || _noPlace.Contains(word) || IsThisYear(word);

    private static bool IsThisYear(string word) => word.Length == 4 && word.All(char.IsAsciiDigit);

    /// <summary>The districts named, in order, and what is left of the sentence.</summary>
    public static (List<District> Places, bool OldPontianak, List<string> Left) ReadPlaces(List<string> words)
    {
        var (places, old, rest) = (new List<District>(), false, words);
        while (District.Find(rest) is { Found: true } mention)
        {
            old |= mention.OldPontianak;
            if (mention.District is { } district && !places.Contains(district))
            {
                places.Add(district);
            }

            rest = [.. mention.Rest(rest)];
        }

        return (places, old, rest);
    }

    // After a count: "kalau sintang?", "and per district?".
    private static bool Continues(List<string> words)
    {
        var place = District.Find(words);
        var rest = place.Rest(words).Where(word => !StatusWords.IsFiller(word) && !CooperativeWords.IsCooperative(word)).ToList();
        return words.Count <= 6 && (place.Found
            ? CooperativeWords.Part(rest).Strong.Count == 0
            : rest is ["per", "district" or "districts"] or ["per"] or ["each", "district"] or ["tiap"] or ["setiap"] or ["per", "daerah"])
            && !StatusWords.Checks(words);
    }

    private static bool NamesAnotherYear(List<string> words, DateTime now)
    {
        var year = Wording.LocalDate(now).Year;
        return words.Exists(word => word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var other)
            && other is >= 1900 and < 2100 && other != year);
    }

    /// <summary>A place that is none of the fourteen, as typed; null where none is named.</summary>
    public static string? Elsewhere(List<string> words)
    {
        var known = words.FindIndex(_elsewhere.Contains);
        if (known >= 0)
        {
            // "Kalimantan Timur", "Jawa Tengah".
            var (from, until) = (known, known + 1);
            from -= known > 0 && _directions.Contains(words[known]) ? 1 : 0;
            until += until < words.Count && _directions.Contains(words[until]) ? 1 : 0;
            return string.Join(' ', words[from..until]);
        }

        for (var at = 0; at + 1 < words.Count; at++)
        {
            if (_prepositions.Contains(words[at]) && !_prepositions.Contains(words[at + 1]) && !_noPlace.Contains(words[at + 1])
                && !_beside.Contains(words[at + 1]) && !_count.Contains(words[at + 1]) && words[at + 1].All(char.IsLetter))
            {
                return words[at + 1];
            }
        }

        return null;
    }

    private static int Pair(List<string> words, string first, string second)
    {
        var at = words.IndexOf(first);
        return at >= 0 && at + 1 < words.Count && words[at + 1] == second ? at : -1;
    }

    private static HashSet<string> Set(string words) =>
        new(words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
