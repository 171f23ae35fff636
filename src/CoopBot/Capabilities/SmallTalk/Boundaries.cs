using System.Collections.Frozen;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.SmallTalk;

/// <summary>What the bot does not do, each declined in a friendly sentence that says what it can do.</summary>
public static class Boundaries
{
    private static readonly FrozenSet<string> Elsewhere = FrozenSet.ToFrozenSet([
        "bola", "sepakbola", "timnas", "liga", "cuaca", "hujan", "ramalan", "zodiak", "togel", "judi", "slot", "lotre", "film", "lagu", "lirik", "resep", "masak", "rendang",
        "pilkada", "pilpres", "presiden", "gubernur", "caleg", "partai", "politik", "pinjol", "crypto", "bitcoin", "kripto", "saham", "pacar", "jodoh", "game", "mobile", "legends",
        "football", "soccer", "weather", "recipe", "movie", "song", "lyrics", "poem", "puisi", "pantun", "python", "javascript", "coding", "horoscope", "politics", "election",
        "wisata", "pesawat", "kapal", "paspor", "cpns", "bbm", "bioskop", "hotel", "nilai", "ujian", "pr", "matematika", "joke", "lelucon",
    ]);

    /// <summary>Words that make a sentence ours after all.</summary>
    private static readonly FrozenSet<string> Ours = FrozenSet.ToFrozenSet([
        "koperasi", "koprasi", "kop", "umkm", "ukm", "ekspor", "export", "eksport", "produk", "unggulan", "pembinaan", "binaan", "galeri", "rat", "nib", "nik", "kur", "halal", "pirt", "merek",
        "anggota", "ksp", "shu", "cooperative", "cooperatives", "coop", "coops", "business", "pelatihan", "dekranasda", "asephi", "petugas", "pameran", "lada", "tenun", "bidai", "kratom", "plut",
        "usaha", "pengrajin", "perajin", "website", "situs", "gallery", "product", "products", "featured", "guidance", "programme", "programmes",
        "kdmp", "kkmp", "kopdes", "simpan", "pinjam", "plbn", "jagoi", "izin", "ijin", "permit", "licence", "license",
    ]);

    private static readonly FrozenSet<string> Medical = FrozenSet.ToFrozenSet([
        "sakit", "obat", "diminum", "minum", "dosis", "khasiat", "penyakit", "diabetes", "demam", "hamil", "medicine", "disease", "dose", "sembuh", "mabuk", "efek", "samping",
    ]);

    /// <summary>"Air minum kemasan boleh izin PIRT?" asks for a permit, not for advice on health.</summary>
    private static readonly FrozenSet<string> Permits = FrozenSet.ToFrozenSet(["izin", "ijin", "pirt", "bpom", "halal", "permit", "licence", "license"]);

    private static readonly FrozenSet<string> PrivateThings = FrozenSet.ToFrozenSet([
        "hp", "telp", "telpon", "telepon", "wa", "whatsapp", "ktp", "rekening", "rumah", "phone", "hape", "gaji", "password", "sandi",
    ]);

    private static readonly FrozenSet<string> People = FrozenSet.ToFrozenSet([
        "ketua", "ketue", "anggote", "bendahara", "sekretaris", "pengurus", "pengawas", "manajer", "manager", "anggota", "chair", "chairman", "treasurer", "members", "member", "karyawan", "orang", "orangnya", "pemilik", "owner",
    ]);

    /// <summary>Orders to the program itself: to be another, to show what is inside, to run what is written.</summary>
    private static readonly string[] Orders =
    [
        "mulai sekarang kamu", "mulai sekarang anda", "sekarang kamu adalah", "sekarang anda adalah", "kamu sekarang adalah", "you are now",
        "pretend to be", "pura pura jadi", "pura pura menjadi", "developer mode", "debug mode", "mode pengembang", "mode admin", "jailbreak", "no restrictions", "no limits",
        "api key", "api keys", "kunci api", "drop table", "delete from", "union select", "insert into", "or 1 1", "alert 1", "script alert", "draf internal", "internal drafts",
        "previous instructions", "instruksi sebelumnya", "saya administrator sistem", "i am the administrator", "i am the admin", "sistem pengguna",
    ];

    private static readonly string[] ThereInAnotherProvince = [.. new[]
    {
        "jawa barat", "jabar", "jawa tengah", "jateng", "jawa timur", "jatim", "jakarta", "dki", "banten", "yogyakarta", "jogja", "bali", "ntb", "ntt", "aceh", "sumatera", "sumut", "sumbar", "sumsel", "riau", "jambi",
        "bengkulu", "lampung", "kalimantan timur", "kaltim", "kalimantan selatan", "kalsel", "kalimantan tengah", "kalteng", "kalimantan utara", "kaltara", "sulawesi", "sulsel", "sulut", "maluku", "papua",
        "west java", "central java", "east java",
    }.SelectMany(place => new[] { $"di {place}", $"provinsi {place}", $"prov {place}", $"in {place}" })];

    /// <summary>Somebody of Kalbar who has to do with another province.</summary>
    private static readonly FrozenSet<string> Here = FrozenSet.ToFrozenSet([
        "kalbar", "pontianak", "kami", "saya", "sy", "kamek", "kita", "our", "we", "my", "cabang", "branch", "anggota", "member", "members", "kementerian", "pusat",
    ]);

    private static readonly FrozenSet<string> Trade = FrozenSet.ToFrozenSet([
        "jual", "menjual", "dijual", "jualan", "kirim", "mengirim", "ekspor", "export", "pameran", "inacraft", "pasar", "pembeli", "buyer", "sell", "ship", "exhibition", "center", "centre", "pelabuhan",
    ]);

    /// <summary>Somebody who speaks of death is heard before anything else.</summary>
    public static ChatRoutes MapDistress(this ChatRoutes chat) => chat
        .Map("distress", (turn, _) => new(IsInDistress(turn) ? Decline(turn, SmallTalkTexts.Distress) with { Suggestions = [Phrases.AskOfficer.In(turn.Language)], State = turn.Asked } : null));

    /// <summary>Other people's data, changing a record, health, orders to the bot, and everything that is not our matter.</summary>
    public static ChatRoutes MapBoundaries(this ChatRoutes chat) => chat
        .Map("others-data", (turn, _) => new(AsksOthersData(turn) ? Decline(turn, SmallTalkTexts.OthersData) : null))
        .Map("instructions", (turn, _) => new(GivesOrders(turn) ? Decline(turn, SmallTalkTexts.Instructions) : null))
        .Map("change-record", (turn, _) => new(WantsChange(turn) ? Decline(turn, SmallTalkTexts.ChangeRecord) with { Suggestions = [Phrases.AskOfficer.In(turn.Language), Phrases.Menu.In(turn.Language)], State = turn.Asked } : null))
        .Map("health", (turn, _) => new(turn.Mentions(Medical) && !turn.Mentions(Permits) && turn.Words.Count <= 12 ? Decline(turn, SmallTalkTexts.Health) : null))
        .Map("out-of-scope", (turn, _) => new((turn.Mentions(Elsewhere) && !turn.Mentions(Ours)) || IsElsewhere(turn) ? Decline(turn, SmallTalkTexts.OutOfScope) : null))
        .Map("no-words", (turn, _) => new(turn.Words.Count == 0 || !turn.Text.Any(char.IsAsciiLetterOrDigit) ? Decline(turn, SmallTalkTexts.NoWords) : null));

    private static bool IsInDistress(Turn turn) =>
        turn.Text.Contains("bunuh diri", StringComparison.OrdinalIgnoreCase) || turn.Text.Contains("mau mati", StringComparison.OrdinalIgnoreCase)
        || turn.Text.Contains("kill myself", StringComparison.OrdinalIgnoreCase) || turn.Text.Contains("suicide", StringComparison.OrdinalIgnoreCase);

    private static bool AsksOthersData(Turn turn) =>
        turn.Words.Count <= 20
        && ((turn.Mentions(PrivateThings) && turn.Mentions(People))
            || (turn.Words.Contains("nama") && turn.Words.Any(word => word is "ketua" or "bendahara" or "sekretaris" or "pengurus") && turn.Words.Any(word => word is "siapa" or "minta" or "kasih" or "lihat"))
            || (turn.Words.Contains("daftar") && turn.Words.Contains("anggota") && turn.Words.Any(word => word is "minta" or "kasih" or "lihat" or "kirim")));

    private static bool GivesOrders(Turn turn) =>
        (turn.Words.Any(word => word is "abaikan" or "ignore" or "lupakan" or "forget" or "disregard") && turn.Words.Any(word => word.StartsWith("instruksi", StringComparison.Ordinal) || word.StartsWith("instruction", StringComparison.Ordinal) || word is "perintah" or "aturan" or "rules"))
        || (turn.Words.Contains("prompt") && turn.Words.Any(word => word is "system" or "sistem"))
        || Says(turn, Orders);

    /// <summary>"Prosedur koperasi di Jawa Barat": another office's matter, unless something is sold there.</summary>
    private static bool IsElsewhere(Turn turn) =>
        turn.Mentions(Ours) && !turn.Mentions(Trade) && !turn.Mentions(Here) && Says(turn, ThereInAnotherProvince);

    private static bool Says(Turn turn, IEnumerable<string> phrases)
    {
        var text = $" {string.Join(' ', turn.Words)} ";
        return phrases.Any(phrase => text.Contains($" {phrase} ", StringComparison.Ordinal));
    }

    private static bool WantsChange(Turn turn) =>
        turn.Words.Count <= 15
        && turn.Words.Any(word => word is "ubah" or "ubahkan" or "ganti" or "gantikan" or "hapus" or "hapuskan" or "koreksi" or "perbaiki" or "change" or "delete" or "update")
        && turn.Words.Any(word => word is "data" or "status" or "nama" or "alamat" or "record" or "nik")
        && !turn.Words.Any(word => word is "cara" or "gimana" or "gmn" or "bagaimana" or "cemane" or "syarat" or "how" or "ods" or "saya" or "online" or "anggaran");

    private static Reply Decline(Turn turn, Bilingual text) => SmallTalkChat.Say(turn, text) with { Suggestions = [Phrases.Menu.In(turn.Language)] };
}
