namespace CoopBot.Records;

/// <summary>The words by which questions about one cooperative's record are told from general ones. Chat spelling and Pontianak Malay included.</summary>
internal static class StatusWords
{
    private static readonly HashSet<string> _checks = Set(
        "cek ngecek mengecek cekkan check cari carikan nyari mencari lihat liat tengok find search lookup");

    private static readonly HashSet<string> _status = Set("status statusnya statusnye keaktifan");

    private static readonly HashSet<string> _alive = Set(
        "aktif aktip aktifkah active idop idup hidup hidop beroperasi operating berjalan tutup terdaftar registered");

    private static readonly HashSet<string> _own = Set(
        "saya sy saye aku kami kamek kame kita kite kmi our my ours mine us we i punya milik sendiri");

    // One of these, and the sentence is about something else altogether.
    private static readonly HashSet<string> _otherMatter = Set("""
        arti artinya artinye maksud maksudnya definisi pengertian beda perbedaan bedanya cara caranya caranye care carenye biar
        persyaratan perbarui perbaiki betulkan koreksi ubah ganti update salah kemana berapa brp berape brapa jumlah jml total persen persentase banyaknya kenapa mengapa knp aktifkan mengaktifkan
        diaktifkan pengaktifan mengaktifkannya bikin buat membuat mendirikan dirikan pendirian membentuk bentuk bubarkan dibubarkan
        pembubaran membubarkan biaya modal hp telepon telp telpon wa whatsapp ketua pengurus bendahara sekretaris pengawas manajer
        uang duit dana utang pinjaman laporan lapor melaporkan pengaduan tiket pertanyaan umkm ukm ekspor export galeri produk pelatihan
        how why mean means meaning definition requirements requirement many percentage founders founder cost fee phone chairman reactivate
        activate umum halal kur
        """);

    // With one of these only the exact name of a cooperative settles it.
    private static readonly HashSet<string> _doubtful = Set("""
        kapan kpn siapa when who what bisa bise boleh dapat bs wajib harus perlu badan hukum rat
        rapat sertifikat sertifikatnya nib npwp oss shu pajak anggota member members simpanan tahun jika if setelah sebelum agar supaya
        supaye tanpa without must can should aturan undang pasal jenis macam contohnya mana mane resmi patokan kriteria dasar daftar mendaftar daftarkan usaha untung manfaat tugas
        """);

    private static readonly HashSet<string> _filler = Set("""
        tolong mohon coba dong donk ya yah ye iya min kak pak bu bapak ibu bos bang mas mbak apakah apa is are the of a an does do masih
        msh maseh masi still ndak tidak tdk nggak gak ga gk tadak tak belum blm kah di in at kat kab kabupaten kota regency city prov
        provinsi kalbar yang yg itu ini dengan dgn nama namanya bernama named called nik nomor no untuk utk sih deh lah kok mau nak ingin
        pengen want to please pls you could tell me about dari dr from saat sekarang skrg now atau or not kan halo hai hi hello
        assalamualaikum tentang soal one that for with dan and ada kalau kalo klo kl terus trus lagi agi agik gimana bagaimana gmn cemane camane by on
        i im would like data terakhir last kapan kpn when rat rapat sertifikat sertifikatnya alamat alamatnya address where dimana dlm dalam ke pada know up look juga jg aja saja aje
        """);

    /// <summary>Asks for a public field other than the status: "alamat".</summary>
    public static bool IsPublicField(string word) => word is "alamat" or "alamatnya" or "address";

    /// <summary>Begins with a wish for the public fields: "rincian koperasi …".</summary>
    public static bool BeginsWithDetails(List<string> words) => words is ["rincian" or "details", _, ..];

    /// <summary>Asks to look something up: "cek", "status".</summary>
    public static bool Checks(List<string> words) => BeginsWithDetails(words) || words.Exists(word => _checks.Contains(word) || _status.Contains(word));

    /// <summary>Says so with a verb: "cek", "cari".</summary>
    public static bool Orders(List<string> words) => BeginsWithDetails(words) || words.Exists(_checks.Contains);

    /// <summary>"aktif", "idop".</summary>
    public static bool IsAlive(string word) => _alive.Contains(word);

    /// <summary>"saya", "our".</summary>
    public static bool IsOwn(string word) => _own.Contains(word);

    /// <summary>A word of another matter, such as "syarat".</summary>
    public static bool IsOtherMatter(string word) => _otherMatter.Contains(word) || word.StartsWith("syarat", StringComparison.Ordinal);

    /// <summary>A word that makes the sentence less plain, such as "kapan".</summary>
    public static bool IsDoubtful(string word) => _doubtful.Contains(word);

    /// <summary>A word that is no part of a name here.</summary>
    public static bool IsFiller(string word) => _filler.Contains(word) || _checks.Contains(word) || _status.Contains(word) || _alive.Contains(word);

    /// <summary>"rincian publik", "public details".</summary>
    public static bool IsDetails(List<string> words) =>
        words.Count <= 4 && ((words.Contains("rincian") && words.Contains("publik")) || (words.Contains("public") && words.Contains("details")));

    /// <summary>"cari lagi", "bukan ini", "search again".</summary>
    public static bool IsAgain(List<string> words) => words.Count <= 3 && words is
        ["cari", "lagi", ..] or ["cari", "koperasi", "lain"] or ["cari", "yang", "lain"] or ["bukan", "ini", ..] or ["bukan", "itu", ..]
        or ["bukan"] or ["search", "again", ..] or ["not", "this", ..] or ["none", "of", "these"];

    private static HashSet<string> Set(string words) =>
        new(words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
