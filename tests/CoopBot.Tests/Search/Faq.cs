using CoopBot.Search;

namespace CoopBot.Tests.Search;

/// <summary>A small knowledge as the office would write it: a title, a short text, five questions or more.</summary>
internal static class Faq
{
    public static readonly IReadOnlyList<Passage> Passages =
    [
        new("dirikan", "Syarat mendirikan koperasi",
            "Koperasi primer didirikan paling sedikit sembilan orang. Pendiri mengadakan rapat pendirian, menyusun anggaran dasar, lalu notaris membuat akta pendirian yang disahkan Menteri Hukum.",
            ["Apa syarat mendirikan koperasi?", "gimana cara bikin koperasi baru", "berapa orang minimal untuk mendirikan koperasi?",
             "syarat2 bentuk koperasi apa aja", "how to establish a cooperative", "dokumen untuk pendirian koperasi"]),
        new("rat", "Rapat Anggota Tahunan",
            "Rapat Anggota Tahunan (RAT) diadakan paling lambat enam bulan sesudah tutup buku. Pengurus mempertanggungjawabkan laporan keuangan.",
            ["Apa itu RAT?", "kapan RAT harus diadakan?", "batas waktu rapat anggota tahunan", "apa akibatnya kalau tidak mengadakan RAT?", "siapa yang hadir di rapat anggota tahunan"]),
        new("shu", "Pembagian sisa hasil usaha",
            "Sisa Hasil Usaha (SHU) dibagi kepada anggota sebanding dengan jasa usahanya setelah dikurangi dana cadangan.",
            ["Bagaimana cara membagi SHU?", "apa itu sisa hasil usaha", "SHU dibagi ke siapa saja?", "cara hitung shu anggota", "kapan shu dibagikan"]),
        new("nik", "Nomor Induk Koperasi",
            "Nomor Induk Koperasi (NIK) dan sertifikatnya diberikan oleh Kementerian Koperasi kepada koperasi yang aktif. Pengajuan melalui dinas dengan laporan RAT.",
            ["Apa itu NIK koperasi?", "cara mendapatkan sertifikat NIK", "bagaimana mengurus nomor induk koperasi", "sertifikat nik koperasi kami sudah mati, cara perpanjang?", "syarat perpanjangan nik"]),
        new("simpanan", "Simpanan pokok dan simpanan wajib",
            "Simpanan pokok dibayar sekali saat menjadi anggota, simpanan wajib dibayar setiap bulan. Simpanan pokok tidak dapat diambil selama masih menjadi anggota.",
            ["Apa beda simpanan pokok dan simpanan wajib?", "berapa simpanan wajib per bulan?", "apakah simpanan pokok bisa diambil?", "simpanan sukarela itu apa", "simpok dan simwa"]),
        new("ekspor", "Dokumen ekspor",
            "Eksportir menyiapkan Pemberitahuan Ekspor Barang, Surat Keterangan Asal, faktur, dan daftar kemasan. NIB berlaku sebagai angka pengenal eksportir.",
            ["Dokumen apa saja untuk ekspor?", "cara ekspor kopi ke Malaysia", "apa itu PEB?", "bagaimana mengurus surat keterangan asal", "jual produk koperasi ke luar negeri"]),
        new("pinjam", "Izin usaha simpan pinjam",
            "Koperasi simpan pinjam wajib memiliki izin usaha simpan pinjam melalui OSS dengan modal awal dan rencana kerja.",
            ["Bagaimana mengurus izin simpan pinjam?", "izin usaha KSP di OSS", "modal minimal koperasi simpan pinjam berapa", "apakah KSP harus punya izin?", "buka kantor cabang simpan pinjam"]),
        new("anggota", "Keluar dari keanggotaan",
            "Anggota dapat berhenti atas permintaan sendiri dengan surat kepada pengurus. Simpanannya dikembalikan setelah kewajiban lunas.",
            ["Bagaimana cara keluar dari koperasi?", "simpanan dikembalikan kalau berhenti jadi anggota?", "surat pengunduran diri anggota", "apakah anggota boleh berhenti kapan saja?", "cara mengundurkan diri dari koperasi"]),
        new("pelatihan", "Pelatihan dan pendampingan",
            "Dinas mengadakan pelatihan pengurus, pendampingan, dan magang setiap tahun. Pendaftaran dibuka melalui bidang pemberdayaan.",
            ["Ada pelatihan untuk pengurus koperasi?", "cara daftar bimtek", "kapan pelatihan koperasi berikutnya", "pendampingan umkm gratis?", "siapa pembina koperasi di kabupaten"]),
        new("pengurus", "Masa jabatan pengurus",
            "Pengurus dipilih oleh rapat anggota untuk paling lama lima tahun dan dapat dipilih kembali.",
            ["Berapa lama masa jabatan pengurus?", "siapa yang memilih pengurus koperasi", "apakah ketua koperasi bisa dipilih lagi", "syarat menjadi pengurus", "bolehkah pengurus merangkap pengawas"]),
    ];

    public static readonly SearchIndex Index = SearchIndex.Build(Passages);

    /// <summary>The same once it has learnt.</summary>
    public static readonly SearchIndex Learnt = Index.Learn(CancellationToken.None);

    /// <summary>What holds of one holds of the other.</summary>
    public static readonly IReadOnlyList<SearchIndex> Both = [Index, Learnt];
}
